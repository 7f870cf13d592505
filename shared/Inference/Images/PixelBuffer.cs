using System.Buffers;

namespace ImageClassification.Inference.Images;

/// <summary>Bytes of any content, returned when disposed: small ones to the shared pool, larger ones to <see cref="FrameMemory"/>.</summary>
internal sealed class PixelBuffer : IDisposable
{
    private const int LargestPooled = 16 * 1024 * 1024;

    private readonly int _length;
    private readonly byte[]? _pooled;
    private readonly FrameMemory? _frame;
    private bool _returned;

    public PixelBuffer(int length)
    {
        _length = length;
        if (length <= LargestPooled)
        {
            _pooled = ArrayPool<byte>.Shared.Rent(length);
        }
        else
        {
            _frame = FrameMemory.Take(length);
        }
    }

    /// <summary>Only while the buffer is referenced.</summary>
    public Span<byte> Bytes
    {
        get
        {
            ObjectDisposedException.ThrowIf(_returned, this);
            return _frame is null ? _pooled.AsSpan(0, _length) : _frame.Bytes(_length);
        }
    }

    public void Dispose()
    {
        if (_returned)
        {
            return;
        }

        _returned = true;
        _frame?.GiveBack();
        if (_pooled is not null)
        {
            ArrayPool<byte>.Shared.Return(_pooled);
        }
    }
}
