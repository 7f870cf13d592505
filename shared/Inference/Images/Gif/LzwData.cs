namespace ImageClassification.Inference.Images.Gif;

/// <summary>Unpacks a GIF frame's palette indexes. <see href="https://www.w3.org/Graphics/GIF/spec-gif89a.txt"/>, appendix F</summary>
internal static class LzwData
{
    /// <param name="data">From the code size on: blocks, each after its length.</param>
    /// <param name="indexes">One a pixel, in the order of the data.</param>
    /// <returns>False where the data break, or end, before every index is there.</returns>
    public static bool TryUnpack(ReadOnlySpan<byte> data, Span<byte> indexes)
    {
        int first = data[0];
        if (first >= LzwStrings.WidestCode)
        {
            return false;
        }

        var strings = new LzwStrings(first, early: 0, indexes, stackalloc int[LzwStrings.TableLength], stackalloc int[LzwStrings.TableLength]);
        var (position, blockLeft, buffer, bits) = (1, 0, 0, 0);
        while (!strings.IsFull)
        {
            var width = strings.Width;
            while (bits < width)
            {
                if (blockLeft == 0)
                {
                    if (position >= data.Length || data[position] == 0 || position + data[position] >= data.Length)
                    {
                        return false;
                    }

                    blockLeft = data[position++];
                }

                buffer |= data[position++] << bits;
                bits += 8;
                blockLeft--;
            }

            var code = buffer & ((1 << width) - 1);
            buffer >>= width;
            bits -= width;
            if (!strings.TryWrite(code))
            {
                return false;
            }
        }

        return true;
    }
}
