namespace ImageClassification.Inference.Images.Tiff;

/// <summary>
/// LZW of 8 bits, whose codes begin with the highest bit and grow one code sooner than GIF's.
/// <see href="https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf"/>, section 13
/// </summary>
internal static class TiffLzw
{
    private const int Clear = 256;
    private const int End = 257;
    private const int NarrowestCode = 9;
    private const int WidestCode = 12;
    private const int TableLength = 1 << WidestCode;

    /// <summary>Its codes begin with the lowest bit, and the first one is <see cref="Clear"/>.</summary>
    public static bool IsOfOldKind(ReadOnlySpan<byte> packed) => packed is [0, var second, ..] && (second & 1) != 0;

    /// <returns>False where the data break, or end, before all is written.</returns>
    public static bool TryUnpack(ReadOnlySpan<byte> packed, Span<byte> unpacked)
    {
        // What a code stands for was written before: the string of the code before it, and the byte that came next.
        Span<int> starts = stackalloc int[TableLength], lengths = stackalloc int[TableLength];
        var (next, width) = (End + 1, NarrowestCode);
        var (written, lastStart, lastLength) = (0, 0, 0);
        var (position, bits) = (0, 0);
        var buffer = 0u;
        while (written < unpacked.Length)
        {
            for (; bits < width; bits += 8)
            {
                if (position == packed.Length)
                {
                    return false;
                }

                buffer = (buffer << 8) | packed[position++];
            }

            bits -= width;
            var code = (int)(buffer >> bits) & ((1 << width) - 1);
            if (code == Clear)
            {
                (next, width, lastLength) = (End + 1, NarrowestCode, 0);
                continue;
            }

            if (code == End || code > next || (code > Clear && lastLength == 0))
            {
                return false;
            }

            var start = written;
            if (code < Clear)
            {
                unpacked[written++] = (byte)code;
            }
            else
            {
                var (from, length) = code == next ? (lastStart, lastLength + 1) : (starts[code], lengths[code]);
                length = Math.Min(length, unpacked.Length - written);
                for (var i = 0; i < length; i++)
                {
                    unpacked[written++] = unpacked[from + i]; // the code to come next ends with the byte that it starts with
                }
            }

            if (lastLength > 0 && next < TableLength)
            {
                (starts[next], lengths[next]) = (lastStart, lastLength + 1);
                next++;
                width += next == (1 << width) - 1 && width < WidestCode ? 1 : 0;
            }

            (lastStart, lastLength) = (start, written - start);
        }

        return true;
    }
}
