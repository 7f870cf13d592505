namespace ImageClassification.Inference.Images.Jpeg;

/// <summary>
/// CMYK to RGB as Pillow's <c>convert("RGB")</c>: it takes every CMYK JPEG for one by Adobe, whose values are inverted, and no TIFF.
/// <see href="https://github.com/python-pillow/Pillow/blob/9.4.0/src/libImaging/Convert.c"/>, cmyk2rgb
/// </summary>
internal static class CmykConversion
{
    public const int Channels = 4;

    /// <param name="cmyk">Four bytes a pixel.</param>
    /// <param name="rgb">Three bytes a pixel; may start where the other does, which is read ahead of it.</param>
    /// <param name="isInverted">Whether 0 is all ink.</param>
    public static void ToRgb(ReadOnlySpan<byte> cmyk, Span<byte> rgb, bool isInverted)
    {
        var flip = isInverted ? 0 : 0xFF;
        for (int from = 0, to = 0; to < rgb.Length; from += Channels, to += RgbImage.Channels)
        {
            var light = cmyk[from + 3] ^ flip;
            rgb[to] = Shade(light, cmyk[from] ^ flip);
            rgb[to + 1] = Shade(light, cmyk[from + 1] ^ flip);
            rgb[to + 2] = Shade(light, cmyk[from + 2] ^ flip);
        }
    }

    /// <summary>light − ink · light / 255, rounded, where the ink is the inverted value.</summary>
    private static byte Shade(int light, int inverted)
    {
        var product = ((255 - inverted) * light) + 128;
        return (byte)(light - (((product >> 8) + product) >> 8));
    }
}
