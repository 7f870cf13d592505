using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Bmp;
using SixLabors.ImageSharp.Formats.Gif;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.Metadata;
using SixLabors.ImageSharp.PixelFormats;

namespace ImageClassification.Inference.Images;

/// <summary>PNG, GIF, WebP and BMP to pixels by ImageSharp: alpha dropped without compositing, first frame only. Safe for several threads.</summary>
internal static class ManagedDecoder
{
    private static readonly Configuration Formats = FormatsThatAreRead();

    public static Outcome<RgbImage> Decode(ReadOnlySpan<byte> image, ImageHeader header)
    {
        var pixels = new RgbImage(header.Width, header.Height);
        try
        {
            using (var decoded = Image.Load<Rgb24>(Formats, image))
            {
                if (decoded.Width == header.Width && decoded.Height == header.Height)
                {
                    decoded.CopyPixelDataTo(pixels.Pixels);
                    return pixels;
                }
            }

            pixels.Dispose();
            return ImageErrors.Corrupt($"The {header.Format} does not hold the {header.Width} × {header.Height} pixels that its header claims");
        }
#pragma warning disable CA1031 // On broken files its decoders throw whatever comes of them, NullReferenceException too
        catch (Exception exception) when (exception is not (OutOfMemoryException or OperationCanceledException))
#pragma warning restore CA1031
        {
            pixels.Dispose();
            return ImageErrors.Corrupt($"The {header.Format}'s data is damaged or cut off ({exception.Message})");
        }
    }

    private static Configuration FormatsThatAreRead()
    {
        var formats = new Configuration(
            new PngConfigurationModule(), new GifConfigurationModule(), new WebpConfigurationModule(), new BmpConfigurationModule());
        formats.ImageFormatsManager.SetDecoder(PngFormat.Instance, new PngDecoder { IgnoreMetadata = true });
        formats.ImageFormatsManager.SetDecoder(
            GifFormat.Instance, new GifDecoder { IgnoreMetadata = true, DecodingMode = FrameDecodingMode.First });
        formats.ImageFormatsManager.SetDecoder(WebpFormat.Instance, new WebpDecoder { IgnoreMetadata = true });
        return formats;
    }
}
