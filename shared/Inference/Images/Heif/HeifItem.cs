namespace ImageClassification.Inference.Images.Heif;

/// <summary>One coded image, or one composed of others.</summary>
internal sealed class HeifItem
{
    /// <summary>Four characters: hvc1, av01, grid …</summary>
    public string Type { get; set; } = "";

    /// <summary>Pieces of the file, in order; null where they are kept in a way that is not read.</summary>
    public List<(long Start, long Length)>? Extents { get; set; }

    /// <summary>Places in <see cref="HeifContainer.Properties"/>.</summary>
    public List<(int Index, bool IsEssential)> Properties { get; } = [];

    /// <summary>The tiles of a grid.</summary>
    public List<long> Tiles { get; } = [];

    /// <returns>The item's bytes; none where they reach beyond the file.</returns>
    public byte[] ReadData(ReadOnlySpan<byte> file)
    {
        var length = Extents?.Sum(extent => Math.Min(extent.Length, int.MaxValue)) ?? 0;
        if (length == 0 || length > file.Length)
        {
            return [];
        }

        var (data, position) = (new byte[length], 0);
        foreach (var (start, count) in Extents!)
        {
            if (start > file.Length || count > file.Length - start)
            {
                return [];
            }

            file.Slice((int)start, (int)count).CopyTo(data.AsSpan(position));
            position += (int)count;
        }

        return data;
    }
}
