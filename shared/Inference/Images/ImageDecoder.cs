using ImageClassification.Inference.Images.Jpeg;
using ImageClassification.Inference.Images.WebP;

namespace ImageClassification.Inference.Images;

/// <summary>Bytes whose header was checked to pixels, as Pillow's <c>convert("RGB")</c> has them.</summary>
internal static class ImageDecoder
{
    public static Outcome<RgbImage> Decode(ReadOnlySpan<byte> image, ImageHeader header) => header.Format switch
    {
        ImageFormat.Jpeg => JpegDecoder.Decode(image, header),
        ImageFormat.WebP => WebPDecoder.Decode(image),
        _ => ManagedDecoder.Decode(image, header),
    };
}
