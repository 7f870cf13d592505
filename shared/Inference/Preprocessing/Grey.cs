using ImageClassification.Inference.Images;

namespace ImageClassification.Inference.Preprocessing;

/// <summary>
/// Pillow's <c>convert("L")</c>, regardless of the file's own colours: of palettes, CMYK and grey files it makes the same as of their RGB.
/// <see href="https://github.com/python-pillow/Pillow/blob/9.4.0/src/libImaging/Convert.c"/>, L24
/// </summary>
internal static class Grey
{
    /// <summary>Red, green and blue of each pixel become its grey, so that resizing needs no second form.</summary>
    public static void Apply(RgbImage image)
    {
        var pixels = image.Pixels;
        for (var i = 0; i < pixels.Length; i += RgbImage.Channels)
        {
            var grey = (byte)(((pixels[i] * 19595) + (pixels[i + 1] * 38470) + (pixels[i + 2] * 7471) + 0x8000) >> 16);
            pixels.Slice(i, RgbImage.Channels).Fill(grey);
        }
    }
}
