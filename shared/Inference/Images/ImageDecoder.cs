using ImageClassification.Contracts;
using ImageClassification.Inference.Images.Bmp;
using ImageClassification.Inference.Images.Gif;
using ImageClassification.Inference.Images.Heif;
using ImageClassification.Inference.Images.Jpeg;
using ImageClassification.Inference.Images.Png;
using ImageClassification.Inference.Images.Tiff;
using ImageClassification.Inference.Images.WebP;

namespace ImageClassification.Inference.Images;

/// <summary>Bytes whose header was checked to pixels, as Pillow's <c>convert("RGB")</c> has them, after <c>draft</c> where one is given.</summary>
internal static class ImageDecoder
{
    public static Outcome<RgbImage> Decode(ReadOnlySpan<byte> image, ImageHeader header, JpegDraft? draft = null)
    {
        try
        {
            return header.Format switch
            {
                ImageFormat.Jpeg => JpegDecoder.Decode(image, header, draft?.DivisorFor(header) ?? 1),
                ImageFormat.Png => PngDecoder.Decode(image, header),
                ImageFormat.Gif => GifDecoder.Decode(image, header),
                ImageFormat.WebP => WebPDecoder.Decode(image),
                ImageFormat.Tiff => TiffDecoder.Decode(image, header),
                ImageFormat.Bmp => BmpDecoder.Decode(image, header),
                ImageFormat.Heic or ImageFormat.Avif => HeifDecoder.Decode(image, header.Heif!),
                _ => throw new InvalidOperationException($"{header.Format} has no decoder."),
            };
        }
        catch (OutOfMemoryException)
        {
            return ImageErrors.NotEnoughMemory(header.Width, header.Height); // fails this image, not its batch
        }
    }
}
