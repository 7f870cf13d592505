namespace ImageClassification.Inference.Images.Heif;

/// <summary>Equal tiles, row by row, of which the last ones may reach over the picture's width and height, in pixels.</summary>
internal readonly record struct HeifGrid(long Columns, long Rows, long Width, long Height)
{
    /// <summary>libheif's limit of the images in a file: 64 million pixels in tiles of 256 × 256.</summary>
    private const int MostTiles = 1000;

    /// <returns>Null where it is damaged.</returns>
    public static HeifGrid? Read(ReadOnlySpan<byte> data)
    {
        var reader = new HeifReader(data, 0, data.Length);
        var version = reader.Read(1);
        var bytes = (reader.Read(1) & 1) == 1 ? 4 : 2;
        var (rows, columns) = (reader.Read(1) + 1, reader.Read(1) + 1);
        var grid = new HeifGrid(columns, rows, reader.Read(bytes), reader.Read(bytes));
        return reader.IsBroken || version != 0 || columns * rows > MostTiles ? null : grid;
    }

    /// <summary>Completely, without extra rows or columns: uncovered pixels would show old memory.</summary>
    public bool IsCoveredBy(HeifPart tile) =>
        IsCovered(Width, Columns, tile.Width) && IsCovered(Height, Rows, tile.Height);

    private static bool IsCovered(long length, long tiles, long ofTile) => tiles * ofTile >= length && (tiles - 1) * ofTile < length;
}
