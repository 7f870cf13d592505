namespace ImageClassification.Inference.Images.WebP;

/// <summary>
/// The part before the pixels of a lossless stream that shows how much memory libwebp takes: small files can claim
/// tens of thousands of prefix codes, of kilobytes each.
/// <see href="https://www.rfc-editor.org/rfc/rfc9649.html#name-webp-lossless-bitstream-spe"/>
/// </summary>
internal static class LosslessStream
{
    private const int BytesPerPixel = 4;
    private const int Predictor = 0;
    private const int Colour = 1;
    private const int Palette = 3;

    private const int Literals = 256;
    private const int LengthsAndLiterals = Literals + 24;
    private const int Distances = 40;

    /// <summary>Of the tables for five codes, without the colour cache.</summary>
    private const int EntriesPerGroup = 2960;

    /// <param name="stream">From the transforms on; empty where there is none.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <param name="bytes">What libwebp allocates to decode it.</param>
    /// <returns>False, where the stream is damaged.</returns>
    public static bool TryMeasure(ReadOnlySpan<byte> stream, int width, int height, out long bytes)
    {
        bytes = 0;
        if (stream.IsEmpty)
        {
            return true;
        }

        var bits = new LosslessBits(stream);
        var seen = 0;
        while (bits.Read(1) == 1)
        {
            var transform = bits.Read(2);
            if ((seen & (1 << transform)) != 0 || !TrySkipTransform(ref bits, transform, ref width, height, ref bytes))
            {
                return false;
            }

            seen |= 1 << transform;
        }

        if (!TryReadCache(ref bits, out var cache))
        {
            return false;
        }

        var groups = 1;
        if (bits.Read(1) == 1)
        {
            if (!TrySkipBlocks(ref bits, width, height, ref bytes, out var highest))
            {
                return false;
            }

            groups = highest + 1;
        }

        bytes += BytesPerPixel * (((long)width * height) + ((long)groups * (EntriesPerGroup + cache)));
        return true;
    }

    private static bool TrySkipTransform(ref LosslessBits bits, int transform, ref int width, int height, ref long bytes)
    {
        switch (transform)
        {
            case Predictor or Colour:
                return TrySkipBlocks(ref bits, width, height, ref bytes, out _);
            case Palette:
                var colours = bits.Read(8) + 1;
                width = Blocks(width, colours switch { <= 2 => 3, <= 4 => 2, <= 16 => 1, _ => 0 }); // pixels share a byte
                return TrySkipImage(ref bits, colours, out _);
            default:
                return true;
        }
    }

    /// <summary>An image that has one pixel for each square block.</summary>
    private static bool TrySkipBlocks(ref LosslessBits bits, int width, int height, ref long bytes, out int highest)
    {
        var blockBits = bits.Read(3) + 2;
        var pixels = Blocks(width, blockBits) * Blocks(height, blockBits);
        bytes += BytesPerPixel * (long)pixels;
        return TrySkipImage(ref bits, pixels, out highest);
    }

    /// <param name="bits">At the image's start; then behind it.</param>
    /// <param name="pixels">How many it has.</param>
    /// <param name="highest">Of the numbers that the red and green bytes of its pixels make.</param>
    private static bool TrySkipImage(ref LosslessBits bits, int pixels, out int highest)
    {
        highest = 0;
        if (!TryReadCache(ref bits, out var cache)
            || LosslessCode.Read(ref bits, LengthsAndLiterals + cache) is not { } green
            || LosslessCode.Read(ref bits, Literals) is not { } red
            || LosslessCode.Read(ref bits, Literals) is not { } blue
            || LosslessCode.Read(ref bits, Literals) is not { } alpha
            || LosslessCode.Read(ref bits, Distances) is not { } distance)
        {
            return false;
        }

        while (pixels > 0)
        {
            var symbol = green.Next(ref bits);
            if (symbol < Literals)
            {
                highest = Math.Max(highest, (red.Next(ref bits) << 8) | symbol);
                blue.Next(ref bits);
                alpha.Next(ref bits);
                pixels--;
            }
            else if (symbol < LengthsAndLiterals)
            {
                pixels -= ReadNumber(ref bits, symbol - Literals); // copies of earlier pixels
                ReadNumber(ref bits, distance.Next(ref bits));
            }
            else
            {
                pixels--; // an earlier pixel's colour
            }
        }

        return true;
    }

    private static bool TryReadCache(ref LosslessBits bits, out int colours)
    {
        var cacheBits = bits.Read(1) == 1 ? bits.Read(4) : -1;
        colours = cacheBits < 0 ? 0 : 1 << cacheBits;
        return cacheBits is not 0 and <= 11;
    }

    private static int ReadNumber(ref LosslessBits bits, int prefix)
    {
        if (prefix < 4)
        {
            return prefix + 1;
        }

        var extraBits = (prefix - 2) >> 1;
        return ((2 + (prefix & 1)) << extraBits) + bits.Read(extraBits) + 1;
    }

    private static int Blocks(int side, int blockBits) => (side + (1 << blockBits) - 1) >> blockBits;
}
