using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Bmp;
using SixLabors.ImageSharp.Formats.Gif;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.PixelFormats;

namespace ImageClassification.Offline.Images;

internal static class Formats
{
    public static readonly Configuration All = new(
        new PngConfigurationModule(),
        new GifConfigurationModule(),
        new WebpConfigurationModule(),
        new BmpConfigurationModule());

    public static byte[] DecodeRgb(byte[] file)
    {
        using var image = Image.Load<Rgb24>(All, (ReadOnlySpan<byte>)file);
        var rgb = new byte[image.Width * image.Height * 3];
        image.CopyPixelDataTo(rgb);

        return rgb;
    }
}
