namespace ImageClassification.Inference.Images.Jpeg;

/// <summary>
/// CMYK to RGB as Pillow's <c>convert("RGB")</c>: it takes every CMYK JPEG for one by Adobe, whose values are inverted.
/// <see href="https://github.com/python-pillow/Pillow/blob/9.4.0/src/libImaging/Convert.c"/>, cmyk2rgb
/// </summary>
internal static class CmykConversion
{
    public const int Channels = 4;

    /// <param name="invertedCmyk">Four bytes a pixel.</param>
    /// <param name="rgb">Three bytes a pixel; may start where the other does, which is read ahead of it.</param>
    public static void ToRgb(ReadOnlySpan<byte> invertedCmyk, Span<byte> rgb)
    {
        for (int from = 0, to = 0; to < rgb.Length; from += Channels, to += RgbImage.Channels)
        {
            var light = invertedCmyk[from + 3];
            rgb[to] = Shade(light, invertedCmyk[from]);
            rgb[to + 1] = Shade(light, invertedCmyk[from + 1]);
            rgb[to + 2] = Shade(light, invertedCmyk[from + 2]);
        }
    }

    /// <summary>light − ink · light / 255, rounded, where the ink is the inverted value.</summary>
    private static byte Shade(byte light, byte inverted)
    {
        var product = ((255 - inverted) * light) + 128;
        return (byte)(light - (((product >> 8) + product) >> 8));
    }
}
