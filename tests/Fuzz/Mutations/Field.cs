using System.Buffers.Binary;

namespace ImageClassification.Fuzz.Mutations;

/// <summary>A number in a file that decoders rely on: a length, a dimension, a count, a kind.</summary>
internal readonly record struct Field(int Offset, int Size, bool BigEndian, bool IsDimension = false)
{
    public uint Most => Size == 4 ? uint.MaxValue : (1u << (8 * Size)) - 1;

    public uint Read(ReadOnlySpan<byte> file)
    {
        Span<byte> number = stackalloc byte[4];
        file.Slice(Offset, Size).CopyTo(BigEndian ? number[(4 - Size)..] : number);
        return BigEndian ? BinaryPrimitives.ReadUInt32BigEndian(number) : BinaryPrimitives.ReadUInt32LittleEndian(number);
    }

    /// <summary>Of a value that is too large, the lowest bytes.</summary>
    public void Write(Span<byte> file, uint value)
    {
        Span<byte> number = stackalloc byte[4];
        if (BigEndian)
        {
            BinaryPrimitives.WriteUInt32BigEndian(number, value);
            number = number[(4 - Size)..];
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(number, value);
        }

        number[..Size].CopyTo(file[Offset..]);
    }
}
