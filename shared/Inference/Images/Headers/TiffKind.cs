using System.Buffers.Binary;

namespace ImageClassification.Inference.Images.Headers;

/// <summary>Tells RAW photographs, most of which are TIFF by their first bytes, from TIFF. <see href="https://exiftool.org/TagNames/EXIF.html"/></summary>
internal static class TiffKind
{
    private const int EntryLength = 12;

    /// <returns>Null for what is no TIFF of either byte order.</returns>
    public static string? NameOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes is not ([(byte)'I', (byte)'I', 42, 0, ..] or [(byte)'M', (byte)'M', 0, 42, ..]))
        {
            return null;
        }

        var (isReduced, hasFurtherImages, maker) = (false, false, "");
        foreach (var (tag, at) in FirstDirectory(bytes))
        {
            switch (tag)
            {
                case 0xC612:
                    return "a RAW photograph (DNG)";
                case 0x00FE: // its image is a small copy of another
                    isReduced = Read32(bytes, at + 8) == 1;
                    break;
                case 0x014A: // where the others are
                    hasFurtherImages = true;
                    break;
                case 0x010F when Read32(bytes, at + 8) is var text && text + 4 <= bytes.Length:
                    maker = System.Text.Encoding.Latin1.GetString(bytes.Slice((int)text, 4));
                    break;
            }
        }

        var kind = maker.ToUpperInvariant() switch { "NIKO" => "NEF", "SONY" => "ARW", "PENT" or "RICO" => "PEF", "SAMS" => "SRW", _ => "of a camera" };
        return isReduced && hasFurtherImages ? $"a RAW photograph ({kind})" : "TIFF";
    }

    private static List<(int Tag, int At)> FirstDirectory(ReadOnlySpan<byte> bytes)
    {
        var entries = new List<(int Tag, int At)>();
        var start = Read32(bytes, 4);
        var count = Read16(bytes, start);
        for (var at = start + 2; entries.Count < count && at + EntryLength <= bytes.Length; at += EntryLength)
        {
            entries.Add((Read16(bytes, at), (int)at));
        }

        return entries;
    }

    private static ushort Read16(ReadOnlySpan<byte> bytes, long at) =>
        at + 2 > bytes.Length ? (ushort)0
        : bytes[0] == 'I' ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[(int)at..])
        : BinaryPrimitives.ReadUInt16BigEndian(bytes[(int)at..]);

    private static long Read32(ReadOnlySpan<byte> bytes, long at) =>
        at + 4 > bytes.Length ? 0
        : bytes[0] == 'I' ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[(int)at..])
        : BinaryPrimitives.ReadUInt32BigEndian(bytes[(int)at..]);
}
