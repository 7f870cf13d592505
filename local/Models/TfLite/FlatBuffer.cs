using System.Runtime.InteropServices;
using ImageClassification.Inference;

namespace ImageClassification.Models.TfLite;

/// <summary>The bytes of a FlatBuffer, which no offset in them leads out of.</summary>
internal sealed class FlatBuffer(ReadOnlyMemory<byte> bytes)
{
    private const int ReadsPerByte = 8;

    /// <summary>Tables may be referred to more than once; a damaged file must not have the same bytes read forever.</summary>
    private long _left = ((long)bytes.Length + 64) * ReadsPerByte;

    public int Length => bytes.Length;

    public FlatTable Root => new(this, Read<uint>(0));

    public T Read<T>(long at)
        where T : unmanaged =>
        MemoryMarshal.Read<T>(Slice(at, Marshal.SizeOf<T>()).Span);

    public ReadOnlyMemory<byte> Slice(long at, long length)
    {
        _left -= Math.Max(length, 1);
        return at >= 0 && length >= 0 && at <= bytes.Length - length && _left >= 0 ? bytes.Slice((int)at, (int)length)
            : throw new ModelException("The .tflite file is damaged or cut off: an offset points outside of it. Export or download it again.");
    }
}
