using System.Runtime.InteropServices;
using ImageClassification.Contracts;

namespace ImageClassification.Inference.Images.Jpeg;

/// <summary>
/// JPEG to pixels, bit for bit as Pillow: accurate DCT and smooth chroma upsampling, libjpeg-turbo's defaults.
/// Safe for several threads.
/// </summary>
internal static unsafe class JpegDecoder
{
    /// <summary>
    /// The only warning after which every pixel is right: there are extra bytes between the pixels and the end.
    /// All others mean missing or damaged data, for which libjpeg invents pixels.
    /// </summary>
    private const string BytesBeforeEnd = "extraneous bytes before marker 0xd9";

    /// <param name="jpeg">The file.</param>
    /// <param name="header">Its own.</param>
    /// <param name="divisor">Of width and height: 1, 2, 4 or 8.</param>
    /// <param name="convertsCmyk">Else <see cref="RgbImage.Decoded"/> has it as stored.</param>
    public static Outcome<RgbImage> Decode(ReadOnlySpan<byte> jpeg, ImageHeader header, int divisor, bool convertsCmyk = true)
    {
        if (JpegStructure.Read(jpeg) is not { } structure)
        {
            return Damaged("it has no end, or restart markers are missing");
        }

        var picture = structure.Picture(jpeg, out var copy);
        using (copy)
        {
            if (JpegEffort.IsTooMuch(structure, header, picture.Length))
            {
                return ImageErrors.TooSlow(header.Width, header.Height, structure.Scans, picture.Length);
            }

            var image = new RgbImage((header.Width + divisor - 1) / divisor, (header.Height + divisor - 1) / divisor, header.Channels);
            var problem = Decompress(picture, header, divisor, image, structure.EndsInPixels);
            if (problem is not null)
            {
                image.Dispose();
                return Damaged(problem);
            }

            if (header.Channels == CmykConversion.Channels && convertsCmyk)
            {
                CmykConversion.ToRgb(image.Decoded, image.Pixels, isInverted: true);
            }

            return image;
        }
    }

    private static string? Decompress(ReadOnlySpan<byte> picture, ImageHeader header, int divisor, RgbImage image, bool mustLeaveBytes)
    {
        using var handle = TurboJpeg.InitDecompress();
        fixed (byte* data = picture, target = image.Decoded)
        {
            // Its return value says nothing new: it is -1 for subsamplings that it cannot name but decodes.
            var length = new CULong((nuint)picture.Length);
            _ = TurboJpeg.DecompressHeader(handle, data, length, out var width, out var height, out _, out var colours);
            if (width != header.Width || height != header.Height)
            {
                return TurboJpeg.TakeError(handle);
            }

            if (divisor == EighthDecoder.Divisor && !mustLeaveBytes && colours is TurboJpeg.YCbCr or TurboJpeg.Grey
                && EighthDecoder.TryDecode(picture, image))
            {
                return null;
            }

            // It takes the fraction whose size this is.
            var format = header.Channels == CmykConversion.Channels ? TurboJpeg.Cmyk : TurboJpeg.Rgb;
            var result = TurboJpeg.Decompress(
                handle, data, length, target, image.Width, image.Width * header.Channels, image.Height, format, TurboJpeg.LimitScans);
            if (result == 0)
            {
                return mustLeaveBytes ? "it ends within its pixels" : null;
            }

            var error = TurboJpeg.TakeError(handle);
            return error.Contains(BytesBeforeEnd, StringComparison.Ordinal) ? null : error;
        }
    }

    private static Outcome<RgbImage> Damaged(string problem) => ImageErrors.Corrupt($"The JPEG's data is damaged or cut off ({problem})");
}
