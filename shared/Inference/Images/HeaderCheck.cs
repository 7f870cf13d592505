using ImageClassification.Contracts;
using ImageClassification.Inference.Images.Headers;
using ImageClassification.Inference.Images.WebP;

namespace ImageClassification.Inference.Images;

/// <summary>
/// Reads format and size from an image's first bytes, before anything is decoded: a few kilobytes can claim pixels
/// that take gigabytes. The bytes decide the format, never a name or a content type.
/// </summary>
internal static class HeaderCheck
{
    /// <summary>
    /// JPEG's own limit, applied to every format: resizing a line of 64 million pixels takes more memory than the line.
    /// </summary>
    public const int MaxSide = 65_535;

    public static Outcome<ImageHeader> Read(ReadOnlySpan<byte> image, long maxPixels)
    {
        var reading = image switch
        {
            [0xFF, 0xD8, 0xFF, ..] => JpegHeader.Read(image),
            [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => PngHeader.Read(image),
            [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => GifHeader.Read(image),
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => WebPContainer.ReadHeader(image),
            [(byte)'I', (byte)'I', 42, 0, ..] or [(byte)'M', (byte)'M', 0, 42, ..] when !ForeignFormat.IsRaw(image) => TiffHeader.Read(image),
            [(byte)'B', (byte)'M', ..] when !ForeignFormat.IsText(image) => BmpHeader.Read(image),
            _ when HeifHeader.Fits(image) => HeifHeader.Read(image),
            _ => ForeignFormat.Refuse(image),
        };
        return reading is Outcome<ImageHeader>.Ok(var header) ? WithinLimits(header, maxPixels) : reading;
    }

    private static Outcome<ImageHeader> WithinLimits(ImageHeader header, long maxPixels)
    {
        // The limit is one of memory, and a pixel of CMYK or of a progressive JPEG takes more.
        var most = Math.Min(maxPixels * RgbImage.Channels / header.Channels, maxPixels * InferenceOptions.MostBytesPerPixel / header.BytesPerPixel);
        if ((long)header.Width * header.Height > most)
        {
            return ImageErrors.TooManyPixels(header.Width, header.Height, most);
        }

        return Math.Max(header.Width, header.Height) > MaxSide
            ? ImageErrors.SideTooLong(header.Width, header.Height, MaxSide)
            : header;
    }
}
