using System.Buffers;

namespace ImageClassification.Inference.Images;

/// <summary>Decoded pixels: rows from the top, three bytes (red, green, blue) a pixel, no padding. Returns its buffer when disposed.</summary>
internal sealed class RgbImage : IDisposable
{
    public const int Channels = 3;

    /// <summary>The resampler reads pixels four bytes at a time, the last one too.</summary>
    private const int Slack = 1;

    /// <summary>The pool keeps what it lends; what is larger than this is left to the garbage collector.</summary>
    private const int LargestPooled = 16 * 1024 * 1024;

    private readonly byte[] _buffer;
    private bool _returned;

    public RgbImage(int width, int height)
    {
        Width = width;
        Height = height;
        var length = checked((width * height * Channels) + Slack);
        _buffer = length <= LargestPooled ? ArrayPool<byte>.Shared.Rent(length) : GC.AllocateUninitializedArray<byte>(length);
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
        if (!_returned && _buffer.Length <= LargestPooled)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        _returned = true;
    }
}
