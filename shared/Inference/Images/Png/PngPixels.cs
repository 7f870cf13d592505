using System.Buffers.Binary;
using System.Runtime.Intrinsics;

namespace ImageClassification.Inference.Images.Png;

/// <summary>Turns rows as they are stored to pixels.</summary>
internal sealed class PngPixels
{
    /// <summary>A palette of more is not opened by Pillow.</summary>
    public const int MostColours = 256;

    /// <summary>Of four pixels of red, green, blue and alpha all but alpha.</summary>
    private static readonly Vector128<byte> Opaque = Vector128.Create((byte)0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 0, 0, 0, 0);

    private readonly PngLayout _layout;

    /// <summary>Of palette indexes, or grey levels; red in the lowest byte.</summary>
    private readonly int[] _colours = new int[MostColours];

    /// <param name="layout">How pixels are stored.</param>
    /// <param name="palette">The colours of the first palette indexes. The others are grey, as Pillow has them.</param>
    public PngPixels(PngLayout layout, ReadOnlySpan<byte> palette)
    {
        _layout = layout;
        var scale = layout is { ColourType: PngLayout.Grey, BitDepth: < 8 } ? byte.MaxValue / ((1 << layout.BitDepth) - 1) : 1;
        for (var i = 0; i < _colours.Length; i++)
        {
            _colours[i] = palette is [var red, var green, var blue, ..] ? red | (green << 8) | (blue << 16) : i * scale * 0x01_01_01;
            palette = palette[Math.Min(RgbImage.Channels, palette.Length)..];
        }
    }

    /// <param name="row">The pixels as stored, at least as many as are written.</param>
    /// <param name="target">From the first pixel to the last.</param>
    /// <param name="step">Bytes from one pixel of the target to the next.</param>
    public void Write(ReadOnlySpan<byte> row, Span<byte> target, int step)
    {
        if (_layout.IsIndexed)
        {
            WriteColours(row, target, step);
        }
        else if (_layout is { ColourType: PngLayout.Rgb, BitDepth: 8 } && step == RgbImage.Channels)
        {
            row[..target.Length].CopyTo(target);
        }
        else
        {
            var done = _layout is { ColourType: PngLayout.Rgba, BitDepth: 8 } && step == RgbImage.Channels ? WriteFours(row, target) : 0;
            WriteSamples(row[(done * _layout.BitsPerPixel / 8)..], target[(done * step)..], step);
        }
    }

    private void WriteColours(ReadOnlySpan<byte> row, Span<byte> target, int step)
    {
        var bits = _layout.BitDepth;
        var mask = (1 << bits) - 1;
        for (int at = 0, bit = 0; at < target.Length; at += step, bit += bits)
        {
            var colour = _colours[(row[bit >> 3] >> (8 - bits - (bit & 7))) & mask];
            if (step == RgbImage.Channels && at + sizeof(int) <= target.Length)
            {
                BinaryPrimitives.WriteInt32LittleEndian(target[at..], colour); // the next pixel overwrites the fourth byte
                continue;
            }

            (target[at], target[at + 1], target[at + 2]) = ((byte)colour, (byte)(colour >> 8), (byte)(colour >> 16));
        }
    }

    /// <summary>Of 16 bits the upper eight. Without colour, grey is all three.</summary>
    private void WriteSamples(ReadOnlySpan<byte> row, Span<byte> target, int step)
    {
        var pixel = _layout.BitsPerPixel / 8;
        var green = _layout.HasColour ? _layout.BitDepth / 8 : 0;
        for (int at = 0, from = 0; at < target.Length; at += step, from += pixel)
        {
            target[at] = row[from];
            target[at + 1] = row[from + green];
            target[at + 2] = row[from + (2 * green)];
        }
    }

    /// <summary>Adjacent pixels of eight bits without their alpha, as long as a vector fits.</summary>
    /// <returns>How many.</returns>
    private static int WriteFours(ReadOnlySpan<byte> row, Span<byte> target)
    {
        var pixels = 0;
        for (; (pixels * RgbImage.Channels) + Vector128<byte>.Count <= target.Length; pixels += 4)
        {
            Vector128.Shuffle(Vector128.Create(row[(pixels * 4)..]), Opaque).CopyTo(target[(pixels * RgbImage.Channels)..]);
        }

        return pixels;
    }
}
