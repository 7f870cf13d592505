using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ImageClassification.Inference.Images;

/// <summary>
/// Bytes of any content, returned when disposed. Small ones to the shared pool. Larger ones are the system's own memory, because
/// the garbage collector would let several large images pile up before it looked for them; of these a few are kept, because in
/// fresh memory every page has to be mapped and cleared, which takes a third of the time that decoding into it does.
/// </summary>
internal sealed unsafe class PixelBuffer : IDisposable
{
    private const int LargestPooled = 16 * 1024 * 1024;

    /// <summary>Some 20 megapixels.</summary>
    private const int LargestKept = 64 * 1024 * 1024;

    /// <summary>All of one size, so that each fits; what nothing was written to takes no memory.</summary>
    private static readonly ConcurrentBag<NativeMemoryHandle> Kept = [];

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
            _native = length > LargestKept ? new NativeMemoryHandle(length)
                : Kept.TryTake(out var kept) ? kept
                : new NativeMemoryHandle(LargestKept);
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
        if (_returned)
        {
            return;
        }

        _returned = true;
        if (_native is null)
        {
            ArrayPool<byte>.Shared.Return(_pooled!);
        }
        else if (_length <= LargestKept && Kept.Count < Environment.ProcessorCount)
        {
            Kept.Add(_native);
        }
        else
        {
            _native.Dispose();
        }
    }

    /// <summary>Frees what an exception kept from being disposed.</summary>
    private sealed class NativeMemoryHandle : SafeHandleZeroOrMinusOneIsInvalid
    {
        public NativeMemoryHandle(int length)
            : base(ownsHandle: true) => SetHandle((nint)NativeMemory.Alloc((nuint)length));

        protected override bool ReleaseHandle()
        {
            NativeMemory.Free((void*)handle);
            return true;
        }
    }
}
