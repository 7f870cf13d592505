using System.Runtime.InteropServices;
using ImageClassification.Contracts;

namespace ImageClassification.Inference.Images.Gif;

/// <summary>
/// A GIF's first frame to pixels, bit for bit as Pillow's <c>convert("RGB")</c>: what is transparent, or outside the frame, has
/// the transparent colour, or else the palette's first; an index beyond the palette is a shade of grey. Safe for several threads.
/// </summary>
internal static class GifDecoder
{
    private static readonly (int First, int Step)[] Straight = [(0, 1)];
    private static readonly (int First, int Step)[] Interlaced = [(0, 8), (4, 8), (2, 4), (1, 2)];

    public static Outcome<RgbImage> Decode(ReadOnlySpan<byte> image, ImageHeader header)
    {
        var frame = GifFirstFrame.Find(image)!.Value;
        using var buffer = new PixelBuffer(checked(frame.Width * frame.Height));
        var indexes = buffer.Bytes;
        if (!LzwData.TryUnpack(image[frame.DataStart..], indexes))
        {
            return ImageErrors.Corrupt("The GIF's first frame is damaged or cut off: its data end before its pixels do");
        }

        Span<Colour> colours = stackalloc Colour[256];
        for (var i = 0; i < colours.Length; i++)
        {
            colours[i] = new Colour((byte)i, (byte)i, (byte)i);
        }

        MemoryMarshal.Cast<byte, Colour>(image.Slice(frame.PaletteStart, 3 * frame.PaletteLength)).CopyTo(colours);
        var pixels = new RgbImage(header.Width, header.Height);
        if (frame.Width < header.Width || frame.Height < header.Height)
        {
            MemoryMarshal.Cast<byte, Colour>(pixels.Pixels).Fill(colours[frame.Background]);
        }

        foreach (var (first, step) in frame.IsInterlaced ? Interlaced : Straight)
        {
            for (var y = first; y < frame.Height; y += step)
            {
                var row = MemoryMarshal.Cast<byte, Colour>(pixels.Row(frame.Top + y))[frame.Left..];
                for (var x = 0; x < frame.Width; x++)
                {
                    row[x] = colours[indexes[x]];
                }

                indexes = indexes[frame.Width..];
            }
        }

        return pixels;
    }

    private readonly record struct Colour(byte Red, byte Green, byte Blue);
}
