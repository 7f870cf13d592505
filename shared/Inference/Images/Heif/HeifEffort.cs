namespace ImageClassification.Inference.Images.Heif;

/// <summary>What decoding a picture takes at most: libheif itself has no limits of memory before 1.20, and none of time.</summary>
internal static class HeifEffort
{
    /// <summary>About three seconds of one core of 3 GHz.</summary>
    private const long MostDecoded = 256_000_000;

    /// <summary>For each pixel that the header claims, the bytes of what is coded, of what libheif makes of it, and of the result.</summary>
    public static int BytesPerPixel(HeifPicture picture)
    {
        var coded = picture.FirstTile.Coded!.Value;
        var perPixel = coded switch
        {
            { Chroma: <= CodedImage.Quarter, Bits: 8 } => 7,
            { Bits: 8 } => 9,
            { Chroma: <= CodedImage.Quarter } => 14,
            _ => 18,
        };
        var claimed = Math.Max(picture.Primary.Width * picture.Primary.Height, 1);
        return (int)Math.Min(int.MaxValue, (((double)Pixels(picture) * perPixel) + claimed - 1) / claimed);
    }

    /// <summary>As many as anything in the file claims.</summary>
    public static long Pixels(HeifPicture picture)
    {
        var coded = picture.FirstTile.Coded!.Value.Pixels * Math.Max(picture.Order.Count, 1);
        return Math.Max(Math.Max(picture.Primary.StatedWidth * picture.Primary.StatedHeight, coded), picture.Grid.Width * picture.Grid.Height);
    }

    public static long LongestSide(HeifPicture picture)
    {
        var (one, coded, grid) = (picture.Primary, picture.FirstTile.Coded!.Value, picture.Grid);
        return new[] { one.StatedWidth, one.StatedHeight, coded.Width, coded.Height, grid.Width, grid.Height }.Max();
    }

    /// <summary>Whether slices or layers make a decoder go over the pixels too often.</summary>
    public static bool IsTooMuch(HeifPicture picture) =>
        picture.Order.Select(id => picture.Tiles[id]).DefaultIfEmpty(picture.Primary).Sum(part => (double)part.Coded!.Value.Pixels * part.Coded.Value.Passes) > MostDecoded;
}
