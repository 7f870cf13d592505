using System.Buffers.Binary;

namespace ImageClassification.Inference.Images.Tiff;

/// <summary>A field of a TIFF directory: whole numbers, or bytes. One that is missing, or whose values are outside of the file, has neither.</summary>
/// <param name="bytes">All values, as they are in the file.</param>
/// <param name="size">Bytes of a number: 2, 4, or 0 where it is bytes.</param>
/// <param name="isBigEndian">The order of a number's bytes.</param>
internal readonly ref struct TiffField(ReadOnlySpan<byte> bytes, int size, bool isBigEndian)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Empty where it is numbers.</summary>
    public ReadOnlySpan<byte> Bytes => size == 0 ? _bytes : [];

    /// <summary>Of numbers.</summary>
    public int Count => size == 0 ? 0 : _bytes.Length / size;

    /// <summary>Without its sign.</summary>
    public uint this[int index] => (size, isBigEndian) switch
    {
        (2, true) => BinaryPrimitives.ReadUInt16BigEndian(_bytes[(index * size)..]),
        (2, false) => BinaryPrimitives.ReadUInt16LittleEndian(_bytes[(index * size)..]),
        (_, true) => BinaryPrimitives.ReadUInt32BigEndian(_bytes[(index * size)..]),
        (_, false) => BinaryPrimitives.ReadUInt32LittleEndian(_bytes[(index * size)..]),
    };

    /// <returns>The first number.</returns>
    public uint Or(uint otherwise) => Count > 0 ? this[0] : otherwise;

    public bool Contains(uint number)
    {
        for (var i = 0; i < Count; i++)
        {
            if (this[i] == number)
            {
                return true;
            }
        }

        return false;
    }

    public bool HasOnly(uint number)
    {
        for (var i = 0; i < Count; i++)
        {
            if (this[i] != number)
            {
                return false;
            }
        }

        return true;
    }
}
