using ImageClassification.Inference.Images.Gif;
using ImageClassification.Inference.Images.Jpeg;

namespace ImageClassification.Inference.Images;

/// <summary>Bytes whose header was checked to pixels, as Pillow's <c>convert("RGB")</c> has them.</summary>
internal static class ImageDecoder
{
    public static Outcome<RgbImage> Decode(ReadOnlySpan<byte> image, ImageHeader header)
    {
        try
        {
            return header.Format switch
            {
                ImageFormat.Jpeg => JpegDecoder.Decode(image, header),
                ImageFormat.Gif => GifDecoder.Decode(image, header),
                _ => ManagedDecoder.Decode(image, header),
            };
        }
        catch (OutOfMemoryException)
        {
            return ImageErrors.TooMuchMemory(header.Width, header.Height); // one image's misfortune, not its batch's
        }
    }
}
