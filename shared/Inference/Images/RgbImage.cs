using System.Buffers;
using System.Collections.Concurrent;

namespace ImageClassification.Inference.Images;

/// <summary>Decoded pixels: rows from the top, three bytes (red, green, blue) a pixel, no padding. Returns its buffer when disposed.</summary>
internal sealed class RgbImage : IDisposable
{
    public const int Channels = 3;

    /// <summary>The resampler reads pixels four bytes at a time, the last one too.</summary>
    private const int Slack = 1;

    /// <summary>The shared pool rounds lengths up to powers of two, and keeps buffers for each thread: not for large ones.</summary>
    private const int LargestShared = 16 * 1024 * 1024;

    /// <summary>
    /// Buffers of large images, as many as were in use at once: in fresh ones the system has to map and clear every page,
    /// which takes a third of the time that decoding into them does.
    /// </summary>
    private static readonly ConcurrentBag<byte[]> Large = [];

    private readonly byte[] _buffer;
    private bool _returned;

    public RgbImage(int width, int height)
    {
        Width = width;
        Height = height;
        var length = checked((width * height * Channels) + Slack);
        _buffer = length <= LargestShared ? ArrayPool<byte>.Shared.Rent(length)
            : Large.TryTake(out var kept) && kept.Length >= length ? kept // one that is too short makes room for one that is not
            : GC.AllocateUninitializedArray<byte>(length);
    }

    public int Width { get; }

    public int Height { get; }

    public int Stride => Width * Channels;

    public Span<byte> Pixels => PixelsAndSlack[..(Stride * Height)];

    /// <summary>One byte more than the pixels are, of any value.</summary>
    public Span<byte> PixelsAndSlack
    {
        get
        {
            ObjectDisposedException.ThrowIf(_returned, this);
            return _buffer.AsSpan(0, (Stride * Height) + Slack);
        }
    }

    public Span<byte> Row(int y) => Pixels.Slice(y * Stride, Stride);

    public void Dispose()
    {
        if (_returned)
        {
            return;
        }

        _returned = true;
        if (_buffer.Length <= LargestShared)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }
        else
        {
            Large.Add(_buffer);
        }
    }
}
