using ImageClassification.Contracts;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Bmp;
using SixLabors.ImageSharp.Memory;
using SixLabors.ImageSharp.PixelFormats;

namespace ImageClassification.Inference.Images.Bmp;

/// <summary>BMP to pixels by ImageSharp, of the kinds for which it gives Pillow's: alpha dropped without compositing. Safe for several threads.</summary>
internal static class BmpDecoder
{
    /// <summary>Keeps little between images: a large image's memory is needed by the next one, which may go to another decoder.</summary>
    private static readonly Configuration OnlyBmp = new(new BmpConfigurationModule())
    {
        MemoryAllocator = MemoryAllocator.Create(new MemoryAllocatorOptions { MaximumPoolSizeMegabytes = 16 }),
    };

    private static readonly SixLabors.ImageSharp.Formats.Bmp.BmpDecoder Decoder =
        new() { RleSkippedPixelHandling = RleSkippedPixelHandling.FirstColorOfPalette };

    public static Outcome<RgbImage> Decode(ReadOnlySpan<byte> image, ImageHeader header)
    {
        if (BmpPixels.Refuse(image) is { } error)
        {
            return error;
        }

        var pixels = new RgbImage(header.Width, header.Height);
        try
        {
            Decode(image, pixels);
            return pixels;
        }
#pragma warning disable CA1031 // On broken files ImageSharp throws exceptions of any type, NullReferenceException too
        catch (Exception exception) when (exception is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            pixels.Dispose();
            return ImageErrors.Corrupt($"The BMP's data is damaged or cut off ({exception.Message.TrimEnd('.')})");
        }
    }

    private static void Decode(ReadOnlySpan<byte> image, RgbImage pixels)
    {
        using var decoded = Image.Load<Rgb24>(OnlyBmp, image, Decoder);
        if (decoded.Width != pixels.Width || decoded.Height != pixels.Height)
        {
            throw new InvalidImageContentException($"{decoded.Width} × {decoded.Height} pixels instead of {pixels.Width} × {pixels.Height}");
        }

        decoded.CopyPixelDataTo(pixels.Pixels);
    }
}
