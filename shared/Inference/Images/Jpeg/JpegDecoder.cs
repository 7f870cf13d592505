using System.Runtime.InteropServices;

namespace ImageClassification.Inference.Images.Jpeg;

/// <summary>
/// JPEG to pixels at full size, bit for bit as Pillow: accurate DCT and smooth chroma upsampling, libjpeg-turbo's defaults.
/// Safe for several threads.
/// </summary>
internal static unsafe class JpegDecoder
{
    /// <summary>
    /// The only warning after which every pixel is there, as the file meant it: something stands between the pixels and the end.
    /// All others tell of missing or broken data, for which libjpeg makes up pixels.
    /// </summary>
    private const string BytesBeforeEnd = "extraneous bytes before marker 0xd9";

    public static Outcome<RgbImage> Decode(ReadOnlySpan<byte> jpeg, ImageHeader header)
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

            var image = new RgbImage(header.Width, header.Height, header.Channels);
            var problem = Decompress(picture, image, header.Channels, structure.EndsInPixels);
            if (problem is null)
            {
                return image;
            }

            image.Dispose();
            return Damaged(problem);
        }
    }

    private static string? Decompress(ReadOnlySpan<byte> picture, RgbImage image, int channels, bool mustLeaveBytes)
    {
        using var handle = TurboJpeg.InitDecompress();
        fixed (byte* data = picture, target = image.Decoded)
        {
            // Its return value says nothing new: it is -1 for subsamplings that it cannot name but decodes.
            var length = new CULong((nuint)picture.Length);
            _ = TurboJpeg.DecompressHeader(handle, data, length, out var width, out var height, out _, out _);
            if (width != image.Width || height != image.Height)
            {
                return TurboJpeg.GetError(handle);
            }

            var isCmyk = channels == CmykConversion.Channels;
            var result = TurboJpeg.Decompress(
                handle, data, length, target, width, width * channels, height, isCmyk ? TurboJpeg.Cmyk : TurboJpeg.Rgb, TurboJpeg.LimitScans);
            if (result == 0 ? mustLeaveBytes : !TurboJpeg.GetError(handle).Contains(BytesBeforeEnd, StringComparison.Ordinal))
            {
                return result == 0 ? "it ends within its pixels" : TurboJpeg.GetError(handle);
            }
        }

        if (channels == CmykConversion.Channels)
        {
            CmykConversion.ToRgb(image.Decoded, image.Pixels);
        }

        return null;
    }

    private static Outcome<RgbImage> Damaged(string problem) => ImageErrors.Corrupt($"The JPEG's data is damaged or cut off ({problem})");
}
