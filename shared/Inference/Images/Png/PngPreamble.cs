using System.Buffers.Binary;
using ImageClassification.Contracts;

namespace ImageClassification.Inference.Images.Png;

/// <summary>What stands before a PNG's pixels.</summary>
/// <param name="Layout">From IHDR.</param>
/// <param name="Palette">From PLTE; empty without one.</param>
/// <param name="IsAnimated">Whether more pictures follow.</param>
/// <param name="DataStart">Where the first IDAT chunk starts.</param>
internal sealed record PngPreamble(PngLayout Layout, byte[] Palette, bool IsAnimated, long DataStart)
{
    /// <summary>Check sums count here, as for Pillow, and nowhere else. Of ancillary chunks nothing else does.</summary>
    public static Outcome<PngPreamble> Read(ReadOnlySpan<byte> png)
    {
        PngLayout? layout = null;
        byte[] palette = [];
        var isAnimated = false;
        long position = PngChunk.SignatureLength;
        for (; PngChunk.TryRead(png, position, out var chunk); position = chunk.End)
        {
            if (layout is not null && chunk.Is("IDAT"u8))
            {
                return palette.Length / RgbImage.Channels > PngPixels.MostColours
                    ? ImageErrors.Corrupt($"The PNG's palette has more than {PngPixels.MostColours} colours")
                    : new PngPreamble(layout.Value, palette, isAnimated, position);
            }

            if (chunk.End > png.Length)
            {
                break;
            }

            if (chunk.IsDamaged)
            {
                return ImageErrors.Corrupt("A checksum before the PNG's pixels is wrong");
            }

            if (chunk.Is("IHDR"u8))
            {
                if (layout is not null)
                {
                    return ImageErrors.Corrupt("The PNG has two IHDR chunks");
                }

                layout = PngLayout.Of(chunk.Data);
            }
            else if (chunk.Is("PLTE"u8) && layout?.ColourType == PngLayout.Palette)
            {
                palette = chunk.Data.ToArray();
            }
            else if (chunk.Is("fcTL"u8) && !IsWholeFrame(chunk.Data, layout))
            {
                return ImageErrors.Corrupt("The first frame of the animated PNG differs in size from the image");
            }
            else if (chunk.Is("IEND"u8))
            {
                return ImageErrors.Corrupt("The PNG has no pixels");
            }

            isAnimated |= chunk.Is("acTL"u8);
        }

        return ImageErrors.Corrupt("The PNG is cut off before its pixels, or damaged there");
    }

    /// <summary><see href="https://www.w3.org/TR/png-3/#fcTL-chunk"/></summary>
    private static bool IsWholeFrame(ReadOnlySpan<byte> frame, PngLayout? layout) =>
        frame.Length >= 26
        && BinaryPrimitives.ReadUInt32BigEndian(frame[4..]) == layout?.Width
        && BinaryPrimitives.ReadUInt32BigEndian(frame[8..]) == layout?.Height
        && BinaryPrimitives.ReadUInt64BigEndian(frame[12..]) == 0;
}
