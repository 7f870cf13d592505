using ImageClassification.Inference.Images.Tiff;

namespace ImageClassification.Fuzz.Mutations;

/// <summary>What to break of a TIFF: its first directory's entries, and its strips or tiles.</summary>
internal static class TiffParts
{
    private const int EntryLength = 12;
    private const int MostEntries = 30;
    private const uint Short = 3;

    public static List<Field> Fields(byte[] file)
    {
        if (file.Length < 8)
        {
            return [];
        }

        var bigEndian = file[0] == 'M';
        var directory = new Field(4, 4, bigEndian);
        var fields = new List<Field> { directory };
        var entries = directory.Read(file) + 2L;
        for (var at = entries; at + EntryLength <= file.Length && at < entries + (MostEntries * EntryLength); at += EntryLength)
        {
            var (tag, type) = (new Field((int)at, 2, bigEndian), new Field((int)at + 2, 2, bigEndian));
            var value = new Field((int)at + 8, type.Read(file) == Short ? 2 : 4, bigEndian, tag.Read(file) is (uint)TiffTag.Width or (uint)TiffTag.Height);
            fields.AddRange(tag, type, new Field((int)at + 4, 4, bigEndian), value);
        }

        return fields;
    }

    public static List<Part> Segments(byte[] file)
    {
        var directory = new TiffDirectory(file);
        var isTiled = directory[TiffTag.TileOffsets].Count > 0;
        var offsets = directory[isTiled ? TiffTag.TileOffsets : TiffTag.StripOffsets];
        var lengths = directory[isTiled ? TiffTag.TileByteCounts : TiffTag.StripByteCounts];
        var parts = new List<Part>();
        for (var i = 0; i < Math.Min(offsets.Count, lengths.Count); i++)
        {
            if (lengths[i] > 0 && offsets[i] + (long)lengths[i] <= file.Length)
            {
                parts.Add(new Part((int)offsets[i], (int)lengths[i]));
            }
        }

        return parts;
    }
}
