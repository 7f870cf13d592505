namespace ImageClassification.Inference.Images.Heif;

/// <summary>Limits for decoding a picture: libheif has no memory limit before 1.20, and no time limit.</summary>
internal static class HeifEffort
{
    /// <summary>About three seconds of one core of 3 GHz.</summary>
    private const long MostDecoded = 256_000_000;

    /// <summary>Bytes for each pixel that the header claims: of the coded data, of libheif's decoded planes, and of the result.</summary>
    public static int BytesPerPixel(HeifPicture picture)
    {
        // Measured at 16 million pixels of 8 bits: HEIC takes 6.2 and 6.6 bytes, AVIF 7.7 and 14. More bits take two bytes a sample.
        var coded = picture.FirstTile.Coded!.Value;
        var perPixel = (picture.FirstTile.IsHevc, coded.Chroma <= CodedImage.Quarter) switch
        {
            (true, true) => 7,
            (true, false) => 9,
            (false, true) => 8,
            (false, false) => 14,
        };
        perPixel *= coded.Bits > 8 ? 2 : 1;
        var claimed = picture.Primary.Width * picture.Primary.Height;
        return (int)Math.Min(int.MaxValue, (((double)Pixels(picture) * perPixel) + claimed - 1) / claimed);
    }

    /// <summary>As many as are decoded, or as the grid has.</summary>
    public static long Pixels(HeifPicture picture)
    {
        var coded = picture.FirstTile.Coded!.Value.Pixels * Math.Max(picture.Order.Count, 1);
        return Math.Max(coded, picture.Grid.Width * picture.Grid.Height);
    }

    /// <summary>Before anything is cropped or turned, in pixels.</summary>
    public static (long Width, long Height) Size(HeifPicture picture)
    {
        var (coded, grid) = (picture.FirstTile.Coded!.Value, picture.Grid);
        return (Math.Max(coded.Width, grid.Width), Math.Max(coded.Height, grid.Height));
    }

    /// <summary>Whether slices or layers make a decoder go over the pixels too often.</summary>
    public static bool IsTooMuch(HeifPicture picture) =>
        picture.Order.Select(id => picture.Tiles[id]).DefaultIfEmpty(picture.Primary)
            .Sum(part => (double)part.Coded!.Value.Pixels * part.Coded.Value.Passes) > MostDecoded;
}
