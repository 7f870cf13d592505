namespace ImageClassification.Inference.Images.Jpeg;

/// <summary>
/// How long libjpeg-turbo takes at most, by what it takes for noise on one core of 3 GHz: nothing can interrupt it, and small
/// files can keep it busy.
/// </summary>
internal static class JpegEffort
{
    /// <summary>The scans that encoders write for a progressive image, and some more. This many of the largest image are decoded in time.</summary>
    private const int UsualScans = 20;

    private const long MostNanoseconds = 2_000_000_000;

    /// <summary>Of a pixel in each scan.</summary>
    private const long PerPixel = 2;

    /// <summary>Of a byte of Huffman codes.</summary>
    private const long PerByte = 40;

    /// <summary>Of a byte as well as of a pixel, since the arithmetic decoder continues after the end of the bytes …</summary>
    private const long ArithmeticUnit = 125;

    /// <summary>… for about so many pixels a byte.</summary>
    private const long PixelsOfByte = 100_000;

    public static bool IsTooMuch(JpegStructure structure, ImageHeader header, long bytes)
    {
        var pixels = (long)structure.Scans * header.Width * header.Height;
        return structure.IsArithmetic
            ? (Math.Min(pixels, bytes * PixelsOfByte) + bytes) * ArithmeticUnit > MostNanoseconds
            : structure.Scans > UsualScans && (pixels * PerPixel) + (bytes * PerByte) > MostNanoseconds;
    }
}
