namespace ImageClassification.Inference.Images.Tiff;

/// <summary>
/// LZW of 8 bits, whose codes begin with the highest bit and grow one code sooner than GIF's.
/// <see href="https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf"/>, section 13
/// </summary>
internal static class TiffLzw
{
    private const int ValueBits = 8;

    /// <summary>Its codes begin with the lowest bit, and the first one clears the table.</summary>
    public static bool IsOfOldKind(ReadOnlySpan<byte> packed) => packed is [0, var second, ..] && (second & 1) != 0;

    /// <returns>False where the data break, or end, before all is written.</returns>
    public static bool TryUnpack(ReadOnlySpan<byte> packed, Span<byte> unpacked)
    {
        var strings = new LzwStrings(ValueBits, early: 1, unpacked, stackalloc int[LzwStrings.TableLength], stackalloc int[LzwStrings.TableLength]);
        var (position, bits) = (0, 0);
        var buffer = 0u;
        while (!strings.IsFull)
        {
            var width = strings.Width;
            for (; bits < width; bits += 8)
            {
                if (position == packed.Length)
                {
                    return false;
                }

                buffer = (buffer << 8) | packed[position++];
            }

            bits -= width;
            if (!strings.TryWrite((int)(buffer >> bits) & ((1 << width) - 1)))
            {
                return false;
            }
        }

        return true;
    }
}
