using System.Buffers.Binary;

namespace ImageClassification.Inference.Images.Gif;

/// <summary>The first frame's place on a GIF's canvas, in pixels, and the places of its colours and data in the file.</summary>
/// <remarks>
/// The palette starts at <c>PaletteStart</c>, three bytes a colour: the frame's own, or else the canvas', or none.
/// <c>DataStart</c> is the offset of the LZW code size, <c>Background</c> the palette index of the area outside the frame.
/// It skips and rejects the same as Pillow's GifImagePlugin.
/// </remarks>
internal readonly record struct GifFirstFrame(
    int Left, int Top, int Width, int Height, bool IsInterlaced, int PaletteStart, int PaletteLength, int DataStart, byte Background)
{
    private const int CanvasEnd = 13;
    private const int DescriptorLength = 10;
    private const byte Extension = 0x21;
    private const byte GraphicControl = 0xF9;
    private const byte Comment = 0xFE;
    private const byte Application = 0xFF;
    private const byte ImageDescriptor = 0x2C;
    private const byte Trailer = 0x3B;

    /// <summary>How often to repeat, which is to follow in a block of its own.</summary>
    private static ReadOnlySpan<byte> LoopName => "NETSCAPE2.0"u8;

    /// <summary>Null where the file ends, or breaks, before a frame.</summary>
    public static GifFirstFrame? Find(ReadOnlySpan<byte> image)
    {
        if (image.Length < CanvasEnd)
        {
            return null;
        }

        var colours = PaletteColours(image[10]);
        var position = CanvasEnd + (3 * colours);
        byte background = 0;
        while (position + DescriptorLength < image.Length && image[position] is not (ImageDescriptor or Trailer))
        {
            if (image[position++] != Extension)
            {
                continue;
            }

            var (label, length) = (image[position], image[position + 1]);
            var block = image[(position + 2)..];
            var hasTransparency = label == GraphicControl && (block[0] & 1) != 0;
            var isBroken = label switch
            {
                Comment => false,
                GraphicControl => length < (hasTransparency ? 4 : 3),
                Application when length >= LoopName.Length && block.StartsWith(LoopName) => length < block.Length && block[length] == 0,
                _ => length == 0,
            };
            if (isBroken)
            {
                return null;
            }

            background = hasTransparency ? block[3] : background;
            position = EndOfBlocks(image, position + 1);
        }

        if (position + DescriptorLength >= image.Length || image[position] != ImageDescriptor)
        {
            return null;
        }

        var descriptor = image[(position + 1)..];
        var own = PaletteColours(descriptor[8]);
        var (ownStart, dataStart) = (position + DescriptorLength, position + DescriptorLength + (3 * own));
        if (dataStart >= image.Length)
        {
            return null;
        }

        var usesOwn = own > 0 && !IsGreyRamp(image[ownStart..dataStart]);
        return new GifFirstFrame(
            BinaryPrimitives.ReadUInt16LittleEndian(descriptor),
            BinaryPrimitives.ReadUInt16LittleEndian(descriptor[2..]),
            BinaryPrimitives.ReadUInt16LittleEndian(descriptor[4..]),
            BinaryPrimitives.ReadUInt16LittleEndian(descriptor[6..]),
            (descriptor[8] & 0x40) != 0,
            usesOwn ? ownStart : CanvasEnd,
            usesOwn ? own : colours,
            dataStart,
            background);
    }

    private static int EndOfBlocks(ReadOnlySpan<byte> image, int position)
    {
        while (position < image.Length && image[position] != 0)
        {
            position += 1 + image[position];
        }

        return position + 1;
    }

    /// <summary>Pillow ignores such a palette, and uses the canvas' palette if there is one.</summary>
    private static bool IsGreyRamp(ReadOnlySpan<byte> palette)
    {
        for (var i = 0; i < palette.Length; i++)
        {
            if (palette[i] != i / 3)
            {
                return false;
            }
        }

        return true;
    }

    private static int PaletteColours(byte flags) => (flags & 0x80) != 0 ? 2 << (flags & 7) : 0;
}
