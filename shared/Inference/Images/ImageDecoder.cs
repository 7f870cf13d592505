using ImageClassification.Inference.Images.Jpeg;

namespace ImageClassification.Inference.Images;

/// <summary>Bytes whose header was checked to pixels, as Pillow's <c>convert("RGB")</c> has them, after <c>draft</c> where one is given.</summary>
internal static class ImageDecoder
{
    public static Outcome<RgbImage> Decode(ReadOnlySpan<byte> image, ImageHeader header, JpegDraft? draft = null) =>
        header.Format == ImageFormat.Jpeg ? JpegDecoder.Decode(image, header, draft?.DivisorFor(header) ?? 1) : ManagedDecoder.Decode(image, header);
}
