using System.Buffers;
using Microsoft.Win32.SafeHandles;
using System.Runtime.InteropServices;

namespace ImageClassification.Inference.Images;

/// <summary>
/// Bytes of any content, returned when disposed: small ones to a pool, which keeps them; large ones to the system, at once.
/// The garbage collector would let several large images pile up before it looked for them.
/// </summary>
internal sealed unsafe class PixelBuffer : IDisposable
{
    private const int LargestPooled = 16 * 1024 * 1024;

    private readonly int _length;
    private readonly byte[]? _pooled;
    private readonly NativeMemoryHandle? _native;
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
            _native = new NativeMemoryHandle((nuint)length);
        }
    }

    /// <summary>Only while the buffer is referenced.</summary>
    public Span<byte> Bytes
    {
        get
        {
            ObjectDisposedException.ThrowIf(_returned, this);
            return _native is null ? _pooled.AsSpan(0, _length) : new Span<byte>((void*)_native.DangerousGetHandle(), _length);
        }
    }

    public void Dispose()
    {
        if (!_returned && _pooled is not null)
        {
            ArrayPool<byte>.Shared.Return(_pooled);
        }

        _native?.Dispose();
        _returned = true;
    }

    /// <summary>Frees what an exception kept from being disposed.</summary>
    private sealed class NativeMemoryHandle : SafeHandleZeroOrMinusOneIsInvalid
    {
        public NativeMemoryHandle(nuint length)
            : base(ownsHandle: true) => SetHandle((nint)NativeMemory.Alloc(length));

        protected override bool ReleaseHandle()
        {
            NativeMemory.Free((void*)handle);
            return true;
        }
    }
}
