using System.Runtime.InteropServices;

namespace ImageClassification.Inference.Images.Jpeg;

/// <summary>
/// JPEG to pixels at full size, bit for bit as Pillow: accurate DCT and smooth chroma upsampling, libjpeg-turbo's defaults.
/// Safe for several threads.
/// </summary>
internal static unsafe class JpegDecoder
{
    /// <summary>
    /// libjpeg's warnings after which every pixel is there, as the file meant it. All others tell of missing or broken data,
    /// for which libjpeg makes up pixels. <see href="https://github.com/libjpeg-turbo/libjpeg-turbo/blob/2.1.5/jerror.h"/>
    /// </summary>
    private static readonly string[] HarmlessWarnings =
    [
        "extraneous bytes before marker",
        "Unknown Adobe color transform code",
        "unknown JFIF revision number",
        "Invalid SOS parameters for sequential JPEG",
    ];

    /// <summary>What encoders write for a progressive image, and some more.</summary>
    private const int UsualScans = 20;

    /// <summary>Pixels that all scans of an unusual file may pass over together: a second or two of decoding, which nothing can interrupt.</summary>
    private const long MostScannedPixels = 1_000_000_000;

    public static Outcome<RgbImage> Decode(ReadOnlySpan<byte> jpeg, ImageHeader header)
    {
        using var handle = TurboJpeg.InitDecompress();
        fixed (byte* data = jpeg)
        {
            // Its return value says nothing new: it is -1 after a warning, and for subsamplings that it cannot name
            // but decodes. Where the header is broken, the size is not what the header check read.
            var length = new CULong((nuint)jpeg.Length);
            _ = TurboJpeg.DecompressHeader(handle, data, length, out var width, out var height, out _, out var colourspace);
            if (width != header.Width || height != header.Height)
            {
                return ImageErrors.Corrupt($"The JPEG's header is broken ({TurboJpeg.GetError(handle)})");
            }

            var scans = jpeg.Count((ReadOnlySpan<byte>)[0xFF, 0xDA]);
            if (scans > UsualScans && (long)scans * width * height > MostScannedPixels)
            {
                return ImageErrors.TooManyScans(scans, width, height);
            }

            var image = new RgbImage(width, height);
            var problem = colourspace is TurboJpeg.ColourspaceCmyk or TurboJpeg.ColourspaceYcck
                ? DecompressCmyk(handle, jpeg, image)
                : Decompress(handle, jpeg, image.Pixels, image, TurboJpeg.Rgb, RgbImage.Channels);
            if (problem is null)
            {
                return image;
            }

            image.Dispose();
            return ImageErrors.Corrupt($"The JPEG's data is damaged or cut off ({problem})");
        }
    }

    private static string? DecompressCmyk(TurboJpegHandle handle, ReadOnlySpan<byte> jpeg, RgbImage image)
    {
        using var cmyk = new PixelBuffer(checked(image.Width * image.Height * CmykConversion.Channels));
        var problem = Decompress(handle, jpeg, cmyk.Bytes, image, TurboJpeg.Cmyk, CmykConversion.Channels);
        if (problem is null)
        {
            CmykConversion.ToRgb(cmyk.Bytes, image.Pixels);
        }

        return problem;
    }

    private static string? Decompress(
        TurboJpegHandle handle, ReadOnlySpan<byte> jpeg, Span<byte> pixels, RgbImage size, int pixelFormat, int channels)
    {
        fixed (byte* data = jpeg, target = pixels)
        {
            var length = new CULong((nuint)jpeg.Length);
            var result = TurboJpeg.Decompress(
                handle, data, length, target, size.Width, size.Width * channels, size.Height, pixelFormat, TurboJpeg.LimitScans);
            return result == 0 || IsHarmless(handle, jpeg) ? null : TurboJpeg.GetError(handle);
        }
    }

    /// <summary>Only the first warning's text is kept, so that the end of the data is looked for here.</summary>
    private static bool IsHarmless(TurboJpegHandle handle, ReadOnlySpan<byte> jpeg)
    {
        if (TurboJpeg.GetErrorCode(handle) != TurboJpeg.Warning)
        {
            return false;
        }

        var warning = TurboJpeg.GetError(handle);
        return Array.Exists(HarmlessWarnings, harmless => warning.Contains(harmless, StringComparison.Ordinal)) && HasEnd(jpeg);
    }

    /// <summary>Whether an end marker follows the last scan's start; within a scan's data there can be none.</summary>
    private static bool HasEnd(ReadOnlySpan<byte> jpeg) =>
        jpeg.LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xD9]) > jpeg.LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]);
}
