using ImageClassification.Contracts;
using ImageClassification.Inference.Images.Jpeg;

namespace ImageClassification.Inference.Images.Tiff;

/// <summary>
/// A strip or tile that is a JPEG, whose tables all share. TIFF's own fields say what its channels are, not its markers.
/// <see href="https://www.alternatiff.com/resources/TIFFTechNote2.txt"/>
/// </summary>
internal static class TiffJpeg
{
    private const int MarkerLength = 2;

    /// <returns>False where it is damaged, or no plain JPEG of the segment's size and channels.</returns>
    public static bool TryUnpack(ReadOnlySpan<byte> tables, ReadOnlySpan<byte> jpeg, TiffLayout layout, Span<byte> unpacked)
    {
        using var whole = Join(tables, jpeg, layout.Colour == TiffColour.YCbCr);
        var header = ReadHeader(whole.Bytes, layout);
        if (header is null || header.Value.Height * layout.Stride < unpacked.Length
            || JpegDecoder.Decode(whole.Bytes, header.Value, divisor: 1, convertsCmyk: false) is not Outcome<RgbImage>.Ok(var image))
        {
            return false;
        }

        using (image)
        {
            if (layout.SamplesPerSegment > 1)
            {
                image.Decoded[..unpacked.Length].CopyTo(unpacked);
                return true;
            }

            for (var i = 0; i < unpacked.Length; i++)
            {
                unpacked[i] = image.Decoded[i * RgbImage.Channels];
            }

            return true;
        }
    }

    /// <summary>With Adobe's marker, which says whether channels are to be converted, and without others that say so.</summary>
    private static PixelBuffer Join(ReadOnlySpan<byte> tables, ReadOnlySpan<byte> jpeg, bool isYCbCr)
    {
        ReadOnlySpan<byte> start = [0xFF, JpegMarkers.StartOfImage, 0xFF, JpegMarkers.App14, 0, 14, .. "Adobe"u8, 0, 100, 0, 0, 0, 0, (byte)(isYCbCr ? 1 : 0)];
        tables = tables.Length < 2 * MarkerLength ? [] : tables[MarkerLength..^MarkerLength];
        jpeg = jpeg[Math.Min(MarkerLength, jpeg.Length)..];
        var whole = new PixelBuffer(start.Length + tables.Length + jpeg.Length);
        start.CopyTo(whole.Bytes);
        tables.CopyTo(whole.Bytes[start.Length..]);
        jpeg.CopyTo(whole.Bytes[(start.Length + tables.Length)..]);

        var markers = new JpegMarkers(whole.Bytes);
        while (markers.MoveNext() && markers.Marker != JpegMarkers.StartOfScan)
        {
            if (markers.Marker is JpegMarkers.App0 or JpegMarkers.App14 && markers.ContentStart > start.Length)
            {
                whole.Bytes[markers.ContentStart - 3] = JpegMarkers.App1;
            }
        }

        return whole;
    }

    /// <returns>Null for headers that libtiff rejects, and for progressive and arithmetic JPEGs, which take too long in many small parts.</returns>
    private static ImageHeader? ReadHeader(ReadOnlySpan<byte> jpeg, TiffLayout layout)
    {
        var markers = new JpegMarkers(jpeg);
        JpegFrame? frame = null;
        while (markers.MoveNext() && markers.Marker != JpegMarkers.StartOfScan)
        {
            frame ??= JpegFrame.Is(markers.Marker) ? JpegFrame.Read(markers.Marker, markers.Content) : null;
        }

        return frame is { Kind: 0xC0 or 0xC1, Bits: 8 }
            && frame.Width == layout.SegmentWidth
            && frame.Height <= layout.SegmentHeight
            && frame.Components.Length == layout.SamplesPerSegment
            && !frame.TakesSeveralScans(markers.Content)
            && frame.Components.Skip(layout.Colour == TiffColour.YCbCr ? 1 : 0).All(component => component is { Across: 1, Down: 1 })
                ? new ImageHeader(ImageFormat.Jpeg, frame.Width, frame.Height) { Channels = Math.Max(frame.Components.Length, RgbImage.Channels) }
                : null;
    }
}
