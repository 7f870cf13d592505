using System.Buffers.Binary;

namespace ImageClassification.Inference.Images.Headers;

/// <summary>Finds the frame header (SOFn) of a JPEG. <see href="https://www.w3.org/Graphics/JPEG/itu-t81.pdf"/>, annex B.</summary>
internal static class JpegHeader
{
    private const byte StartOfScan = 0xDA;
    private const byte EndOfImage = 0xD9;

    public static Outcome<ImageHeader> Read(ReadOnlySpan<byte> image)
    {
        var position = 2;
        while (true)
        {
            // Any number of fill bytes may stand before a marker; libjpeg also skips garbage there, and so does this.
            var next = image[Math.Min(position, image.Length)..].IndexOf((byte)0xFF);
            if (next < 0 || position + next + 1 >= image.Length)
            {
                return Cut();
            }

            position += next + 1;
            var marker = image[position];
            if (marker is 0xFF or 0x00)
            {
                continue;
            }

            position++;
            if (marker is StartOfScan or EndOfImage)
            {
                return ImageErrors.Corrupt("The JPEG has no frame header before its pixels");
            }

            if (marker is 0x01 or (>= 0xD0 and <= 0xD8))
            {
                continue; // stands alone, without a length
            }

            if (position + 2 > image.Length)
            {
                return Cut();
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(image[position..]);
            if (IsFrame(marker))
            {
                return position + 8 > image.Length ? Cut() : ReadFrame(marker, image[(position + 2)..]);
            }

            position += Math.Max((int)length, 2);
        }
    }

    /// <summary>C4, C8 and CC are in the same range, but hold Huffman tables, an extension and arithmetic conditioning.</summary>
    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static Outcome<ImageHeader> ReadFrame(byte marker, ReadOnlySpan<byte> frame)
    {
        const string remedy = "Save it as an ordinary 8-bit JPEG (baseline or progressive)";
        if (marker is not (0xC0 or 0xC1 or 0xC2 or 0xC9 or 0xCA))
        {
            return ImageErrors.Unsupported("A lossless or hierarchical JPEG", remedy);
        }

        if (frame[0] != 8)
        {
            return ImageErrors.Unsupported($"A JPEG of {frame[0]} bits per channel", remedy);
        }

        if (frame[5] is not (1 or 3 or 4))
        {
            return ImageErrors.Unsupported($"A JPEG of {frame[5]} channels", remedy);
        }

        int height = BinaryPrimitives.ReadUInt16BigEndian(frame[1..]);
        int width = BinaryPrimitives.ReadUInt16BigEndian(frame[3..]);
        return width == 0 || height == 0
            ? ImageErrors.Corrupt($"The JPEG's header claims {width} × {height} pixels")
            : new ImageHeader(ImageFormat.Jpeg, width, height) { Channels = Math.Max((int)frame[5], RgbImage.Channels) };
    }

    private static Outcome<ImageHeader> Cut() => ImageErrors.Corrupt("The JPEG ends within its header");
}
