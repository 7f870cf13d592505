using System.Buffers.Binary;

namespace ImageClassification.Inference.Images.Tiff;

/// <summary>
/// Adds up values that are stored as differences to the pixel on the left.
/// <see href="https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf"/>, section 14
/// </summary>
internal static class TiffDifferences
{
    /// <param name="rows">Whole rows of a segment.</param>
    /// <param name="layout">Of 8 or 16 bits.</param>
    public static void Undo(Span<byte> rows, TiffLayout layout)
    {
        var step = (int)(layout.SamplesPerSegment * layout.Bits / 8);
        for (; !rows.IsEmpty; rows = rows[(int)layout.Stride..])
        {
            var row = rows[..(int)layout.Stride];
            if (layout.Bits == 8)
            {
                for (var i = step; i < row.Length; i++)
                {
                    row[i] += row[i - step];
                }
            }
            else if (layout.IsBigEndian)
            {
                for (var i = step; i < row.Length; i += sizeof(ushort))
                {
                    BinaryPrimitives.WriteUInt16BigEndian(
                        row[i..], (ushort)(BinaryPrimitives.ReadUInt16BigEndian(row[i..]) + BinaryPrimitives.ReadUInt16BigEndian(row[(i - step)..])));
                }
            }
            else
            {
                for (var i = step; i < row.Length; i += sizeof(ushort))
                {
                    BinaryPrimitives.WriteUInt16LittleEndian(
                        row[i..], (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(row[i..]) + BinaryPrimitives.ReadUInt16LittleEndian(row[(i - step)..])));
                }
            }
        }
    }
}
