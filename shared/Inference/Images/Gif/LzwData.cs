namespace ImageClassification.Inference.Images.Gif;

/// <summary>Unpacks a GIF frame's palette indexes. <see href="https://www.w3.org/Graphics/GIF/spec-gif89a.txt"/>, appendix F</summary>
internal static class LzwData
{
    private const int WidestCode = 12;
    private const int TableLength = 1 << WidestCode;

    /// <param name="data">From the code size on: blocks, each after its length.</param>
    /// <param name="indexes">One a pixel, in the order of the data.</param>
    /// <returns>False where the data break, or end, before every index is there.</returns>
    public static bool TryUnpack(ReadOnlySpan<byte> data, Span<byte> indexes)
    {
        int first = data[0];
        if (first >= WidestCode)
        {
            return false;
        }

        var clear = 1 << first;
        var end = clear + 1;
        var (next, width) = (end + 1, first + 1);

        // What a code stands for was written before: the string of the code before it, and the index that came next.
        Span<int> starts = stackalloc int[TableLength], lengths = stackalloc int[TableLength];
        var (written, lastStart, lastLength) = (0, 0, 0);
        var (position, blockLeft, buffer, bits) = (1, 0, 0, 0);
        while (written < indexes.Length)
        {
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
            if (code == clear)
            {
                (next, width, lastLength) = (end + 1, first + 1, 0);
                continue;
            }

            if (code == end || code > next || (code > clear && lastLength == 0))
            {
                return false;
            }

            var start = written;
            if (code < clear)
            {
                indexes[written++] = (byte)code;
            }
            else
            {
                var (from, length) = code == next ? (lastStart, lastLength + 1) : (starts[code], lengths[code]);
                length = Math.Min(length, indexes.Length - written);
                for (var i = 0; i < length; i++)
                {
                    indexes[written++] = indexes[from + i]; // the code to come next ends with the index that it starts with
                }
            }

            if (lastLength > 0 && next < TableLength)
            {
                (starts[next], lengths[next]) = (lastStart, lastLength + 1);
                width += next == (1 << width) - 1 && width < WidestCode ? 1 : 0;
                next++;
            }

            (lastStart, lastLength) = (start, written - start);
        }

        return true;
    }
}
