using ImageClassification.Inference.Images.Bmp;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Bmp;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.Memory;
using SixLabors.ImageSharp.PixelFormats;

namespace ImageClassification.Inference.Images;

/// <summary>PNG, WebP and BMP to pixels by ImageSharp: alpha dropped without compositing. Safe for several threads.</summary>
internal static class ManagedDecoder
{
    /// <summary>A large image's memory is for the next image, which may be of another decoder.</summary>
    private const int MostPooledMegabytes = 16;

    private static readonly Configuration Formats = FormatsThatAreRead();

    public static Outcome<RgbImage> Decode(ReadOnlySpan<byte> image, ImageHeader header)
    {
        if (Completeness.IsCutOff(image, header.Format))
        {
            return ImageErrors.Corrupt($"The {header.FormatName} is cut off");
        }

        if (header.Format == ImageFormat.Bmp && BmpPixels.Refuse(image) is { } error)
        {
            return error;
        }

        var pixels = new RgbImage(header.Width, header.Height);
        try
        {
            Decode(image, pixels);
            return pixels;
        }
#pragma warning disable CA1031 // On broken files its decoders throw whatever comes of them, NullReferenceException too
        catch (Exception exception) when (exception is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            pixels.Dispose();
            return ImageErrors.Corrupt($"The {header.FormatName}'s data is damaged or cut off ({exception.Message.TrimEnd('.')})");
        }
    }

    private static void Decode(ReadOnlySpan<byte> image, RgbImage pixels)
    {
        using var decoded = Image.Load<Rgb24>(Formats, image);
        if (decoded.Width != pixels.Width || decoded.Height != pixels.Height)
        {
            throw new InvalidImageContentException($"{decoded.Width} × {decoded.Height} pixels instead of {pixels.Width} × {pixels.Height}");
        }

        decoded.CopyPixelDataTo(pixels.Pixels);
    }

    private static Configuration FormatsThatAreRead()
    {
        var formats = new Configuration(
            new PngConfigurationModule(), new WebpConfigurationModule(), new BmpConfigurationModule())
        {
            MemoryAllocator = MemoryAllocator.Create(new MemoryAllocatorOptions { MaximumPoolSizeMegabytes = MostPooledMegabytes }),
        };
        formats.ImageFormatsManager.SetDecoder(PngFormat.Instance, new PngDecoder { IgnoreMetadata = true });
        formats.ImageFormatsManager.SetDecoder(WebpFormat.Instance, new WebpDecoder { IgnoreMetadata = true });
        formats.ImageFormatsManager.SetDecoder(BmpFormat.Instance, new BmpDecoder { RleSkippedPixelHandling = RleSkippedPixelHandling.FirstColorOfPalette });
        return formats;
    }
}
