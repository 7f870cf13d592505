using System.Buffers.Binary;

namespace ImageClassification.Inference.Images.Headers;

/// <summary>Reads a PNG's first chunk, IHDR. <see href="https://www.w3.org/TR/png-3/#11IHDR"/></summary>
internal static class PngHeader
{
    private const int HeaderEnd = 8 + 8 + 13;

    public static Outcome<ImageHeader> Read(ReadOnlySpan<byte> image)
    {
        if (image.Length < HeaderEnd)
        {
            return ImageErrors.Corrupt("The PNG ends within its header");
        }

        if (BinaryPrimitives.ReadUInt32BigEndian(image[8..]) != 13 || !image[12..16].SequenceEqual("IHDR"u8))
        {
            return ImageErrors.Corrupt("The PNG does not start with an IHDR chunk");
        }

        var width = BinaryPrimitives.ReadUInt32BigEndian(image[16..]);
        var height = BinaryPrimitives.ReadUInt32BigEndian(image[20..]);
        if (width is 0 or > int.MaxValue || height is 0 or > int.MaxValue)
        {
            return ImageErrors.Corrupt($"The PNG's header claims {width} × {height} pixels");
        }

        return image[24] == 16
            ? ImageErrors.Unsupported(
                "A PNG of 16 bits per channel, of which decoders make different pixels",
                "Save it with 8 bits per channel, by the tool that made the training images")
            : new ImageHeader(ImageFormat.Png, (int)width, (int)height);
    }
}
