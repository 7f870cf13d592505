namespace ImageClassification.Inference.Images.Jpeg;

/// <summary>
/// YCbCr to RGB as libjpeg, in integers.
/// <see href="https://github.com/libjpeg-turbo/libjpeg-turbo/blob/2.1.5/jdcolor.c"/>, build_ycc_rgb_table
/// </summary>
internal static class YccConversion
{
    private const int Bits = 16;
    private const int Half = 1 << (Bits - 1);
    private const int Neutral = 128;

    /// <summary>1.402, 0.71414, 0.34414 and 1.772 in units of 2⁻¹⁶.</summary>
    private const int RedOfRed = 91881, GreenOfRed = 46802, GreenOfBlue = 22554, BlueOfBlue = 116130;

    /// <param name="y">A row's brightness.</param>
    /// <param name="cb">Blue less brightness, for each pixel or for every other.</param>
    /// <param name="cr">Red less brightness, of the same length.</param>
    /// <param name="rgb">Three bytes a pixel.</param>
    public static void ToRgb(ReadOnlySpan<byte> y, ReadOnlySpan<byte> cb, ReadOnlySpan<byte> cr, Span<byte> rgb)
    {
        var shift = cb.Length < y.Length ? 1 : 0;
        for (int x = 0, to = 0; to < rgb.Length; x++, to += RgbImage.Channels)
        {
            var (blue, red) = (cb[x >> shift] - Neutral, cr[x >> shift] - Neutral);
            rgb[to] = Clamp(y[x] + (((RedOfRed * red) + Half) >> Bits));
            rgb[to + 1] = Clamp(y[x] + ((Half - (GreenOfBlue * blue) - (GreenOfRed * red)) >> Bits));
            rgb[to + 2] = Clamp(y[x] + (((BlueOfBlue * blue) + Half) >> Bits));
        }
    }

    /// <param name="grey">A row's brightness.</param>
    /// <param name="rgb">Three bytes a pixel.</param>
    public static void ToRgb(ReadOnlySpan<byte> grey, Span<byte> rgb)
    {
        for (int x = 0, to = 0; to < rgb.Length; x++, to += RgbImage.Channels)
        {
            rgb.Slice(to, RgbImage.Channels).Fill(grey[x]);
        }
    }

    private static byte Clamp(int value) => (byte)Math.Clamp(value, 0, 255);
}
