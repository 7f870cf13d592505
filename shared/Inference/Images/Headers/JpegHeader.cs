using ImageClassification.Contracts;
using ImageClassification.Inference.Images.Jpeg;

namespace ImageClassification.Inference.Images.Headers;

/// <summary>Finds the frame header (SOFn) of a JPEG and its first scan, which tell what decoding takes.</summary>
internal static class JpegHeader
{
    private const string Remedy = "Save it as an ordinary 8-bit JPEG (baseline or progressive)";

    public static Outcome<ImageHeader> Read(ReadOnlySpan<byte> image)
    {
        var markers = new JpegMarkers(image);
        JpegFrame? frame = null;
        while (markers.MoveNext() && markers.Marker != JpegMarkers.StartOfScan && markers.Marker != JpegMarkers.EndOfImage)
        {
            if (!JpegFrame.Is(markers.Marker) || frame is not null)
            {
                continue;
            }

            frame = JpegFrame.Read(markers.Marker, markers.Content);
            if (frame is null)
            {
                return ImageErrors.Corrupt("The JPEG's frame header is cut off or invalid");
            }

            if (Unsupported(frame) is { } what)
            {
                return ImageErrors.Unsupported(what, Remedy);
            }
        }

        if (frame is null)
        {
            return ImageErrors.Corrupt("The JPEG has no frame header before its pixels");
        }

        var channels = Math.Max(frame.Components.Length, RgbImage.Channels);
        var coefficients = frame.TakesSeveralScans(markers.Content) ? frame.CoefficientBytes() : 0;
        return frame.Width == 0 || frame.Height == 0
            ? ImageErrors.Corrupt($"The JPEG's header claims {frame.Width} × {frame.Height} pixels")
            : new ImageHeader(ImageFormat.Jpeg, frame.Width, frame.Height) { Channels = channels, BytesPerPixel = channels + coefficients };
    }

    private static string? Unsupported(JpegFrame frame) => frame switch
    {
        { Kind: not (0xC0 or 0xC1 or 0xC2 or 0xC9 or 0xCA) } => "A lossless or hierarchical JPEG",
        { Bits: not 8 } => $"A JPEG of {frame.Bits} bits per channel",
        { Components.Length: not (1 or 3 or 4) } => $"A JPEG of {frame.Components.Length} channels",
        _ => null,
    };
}
