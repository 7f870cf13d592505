using System.Buffers.Binary;

namespace ImageClassification.Inference.Images.Headers;

/// <summary>
/// Reads a WebP's canvas and the size of the image in it, which must agree: decoders allocate by either.
/// <see href="https://developers.google.com/speed/webp/docs/riff_container"/>
/// </summary>
internal static class WebPHeader
{
    private const int FirstChunk = 12;
    private const int ChunkHeader = 8;
    private const byte Animated = 0x02;

    public static Outcome<ImageHeader> Read(ReadOnlySpan<byte> image)
    {
        if (image.Length < FirstChunk + ChunkHeader + 10)
        {
            return Cut();
        }

        if (!image[FirstChunk..].StartsWith("VP8X"u8))
        {
            return ReadImage(image[FirstChunk..]);
        }

        var canvas = image[(FirstChunk + ChunkHeader)..];
        if ((canvas[0] & Animated) != 0)
        {
            return ImageErrors.Unsupported("An animated WebP", "Save the frame that matters as a still WebP, PNG or JPEG");
        }

        var expected = new ImageHeader(ImageFormat.WebP, UInt24(canvas[4..]) + 1, UInt24(canvas[7..]) + 1);
        var inner = ReadImage(SkipToImage(image));
        return inner is Outcome<ImageHeader>.Ok(var header) && header != expected
            ? ImageErrors.Corrupt(
                $"The WebP's canvas is {expected.Width} × {expected.Height} pixels, but the image in it {header.Width} × {header.Height}")
            : inner;
    }

    private static ReadOnlySpan<byte> SkipToImage(ReadOnlySpan<byte> image)
    {
        long position = FirstChunk;
        while (position + ChunkHeader <= image.Length)
        {
            var chunk = image[(int)position..];
            if (chunk.StartsWith("VP8 "u8) || chunk.StartsWith("VP8L"u8))
            {
                return chunk;
            }

            var size = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            position += ChunkHeader + size + (size & 1); // chunks are padded to even lengths
        }

        return [];
    }

    private static Outcome<ImageHeader> ReadImage(ReadOnlySpan<byte> chunk)
    {
        if (chunk.Length < ChunkHeader + 10)
        {
            return Cut();
        }

        var data = chunk[ChunkHeader..];
        int width, height;
        if (chunk.StartsWith("VP8 "u8) && data[3..].StartsWith((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A]))
        {
            width = BinaryPrimitives.ReadUInt16LittleEndian(data[6..]) & 0x3FFF;
            height = BinaryPrimitives.ReadUInt16LittleEndian(data[8..]) & 0x3FFF;
        }
        else if (chunk.StartsWith("VP8L"u8) && data[0] == 0x2F)
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(data[1..]);
            width = (int)(bits & 0x3FFF) + 1;
            height = (int)((bits >> 14) & 0x3FFF) + 1;
        }
        else
        {
            return ImageErrors.Corrupt("The WebP holds no image that its header announces");
        }

        return width == 0 || height == 0
            ? ImageErrors.Corrupt($"The WebP's header claims {width} × {height} pixels")
            : new ImageHeader(ImageFormat.WebP, width, height);
    }

    private static int UInt24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);

    private static Outcome<ImageHeader> Cut() => ImageErrors.Corrupt("The WebP ends within its header");
}
