using System.Buffers.Binary;

namespace ImageClassification.Inference.Images.Headers;

/// <summary>Where a GIF's first frame lies on the canvas, in pixels, and which bytes say how it is coloured.</summary>
/// <remarks>
/// The palette starts at <c>PaletteStart</c> in the file, three bytes a colour: the frame's own, or else the canvas'.
/// <c>DataStart</c> is where the frame's data begin, <c>TransparencyAt</c> where the byte stands whose lowest bit says that a colour is transparent, null if none is.
/// </remarks>
internal readonly record struct GifFirstFrame(
    int Left, int Top, int Width, int Height, int PaletteStart, int PaletteLength, int DataStart, int? TransparencyAt)
{
    private const int CanvasEnd = 13;
    private const byte Extension = 0x21;
    private const byte GraphicControl = 0xF9;
    private const byte ImageDescriptor = 0x2C;

    /// <summary>Null where the file ends, or breaks, before a frame.</summary>
    public static GifFirstFrame? Find(ReadOnlySpan<byte> image)
    {
        if (image.Length < CanvasEnd)
        {
            return null;
        }

        var colours = PaletteColours(image[10]);
        var position = CanvasEnd + (3 * colours);
        int? transparency = null;
        while (position + 10 <= image.Length && image[position] == Extension)
        {
            if (image[position + 1] == GraphicControl)
            {
                transparency = (image[position + 3] & 1) != 0 ? position + 3 : null;
            }

            position += 2;
            while (position < image.Length && image[position] != 0)
            {
                position += 1 + image[position];
            }

            position++;
        }

        if (position + 10 > image.Length || image[position] != ImageDescriptor)
        {
            return null;
        }

        var descriptor = image[(position + 1)..];
        var own = PaletteColours(descriptor[8]);
        return new GifFirstFrame(
            BinaryPrimitives.ReadUInt16LittleEndian(descriptor),
            BinaryPrimitives.ReadUInt16LittleEndian(descriptor[2..]),
            BinaryPrimitives.ReadUInt16LittleEndian(descriptor[4..]),
            BinaryPrimitives.ReadUInt16LittleEndian(descriptor[6..]),
            own > 0 ? position + 10 : CanvasEnd,
            own > 0 ? own : colours,
            position + 10 + (3 * own),
            transparency);
    }

    /// <summary>The colour of what the frame leaves free: the transparent one, or the palette's first.</summary>
    public ReadOnlySpan<byte> ColourAround(ReadOnlySpan<byte> image)
    {
        var index = TransparencyAt is { } flags ? image[flags + 3] : 0;
        return index < PaletteLength ? image.Slice(PaletteStart + (3 * index), 3) : [0, 0, 0];
    }

    private static int PaletteColours(byte flags) => (flags & 0x80) != 0 ? 2 << (flags & 7) : 0;
}
