namespace ImageClassification.Inference.Images.WebP;

/// <summary>
/// A prefix code of a lossless stream.
/// <see href="https://www.rfc-editor.org/rfc/rfc9649.html#name-decoding-and-building-the-p"/>
/// </summary>
internal sealed class LosslessCode
{
    private const int LongestCode = 15;

    private static readonly byte[] OrderOfLengths = [17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    private readonly int _bits;

    /// <summary>By the next bits: the symbol, and in the low four bits how many of them are its own.</summary>
    private readonly ushort[] _symbols;

    private LosslessCode(int bits)
    {
        _bits = bits;
        _symbols = new ushort[1 << bits];
    }

    /// <returns>Null, where it is damaged.</returns>
    public static LosslessCode? Read(ref LosslessBits bits, int alphabet)
    {
        var lengths = new byte[Math.Max(alphabet, 256)];
        if (bits.Read(1) == 1)
        {
            var isPair = bits.Read(1) == 1;
            lengths[bits.Read(bits.Read(1) == 1 ? 8 : 1)] = 1;
            if (isPair)
            {
                lengths[bits.Read(8)] = 1;
            }
        }
        else if (!TryReadLengths(ref bits, lengths.AsSpan(0, alphabet)))
        {
            return null;
        }

        return Build(lengths.AsSpan(0, alphabet));
    }

    public int Next(ref LosslessBits bits)
    {
        var symbol = _symbols[bits.Peek(_bits)];
        bits.Read(symbol & 0xF);
        return symbol >> 4;
    }

    private static bool TryReadLengths(ref LosslessBits bits, Span<byte> lengths)
    {
        var codeLengths = new byte[OrderOfLengths.Length];
        for (int i = 0, count = bits.Read(4) + 4; i < count; i++)
        {
            codeLengths[OrderOfLengths[i]] = (byte)bits.Read(3);
        }

        var left = bits.Read(1) == 1 ? bits.Read(2 + (2 * bits.Read(3))) + 2 : lengths.Length;
        if (left > lengths.Length || Build(codeLengths) is not { } code)
        {
            return false;
        }

        byte previous = 8;
        for (var symbol = 0; symbol < lengths.Length && left > 0; left--)
        {
            var length = code.Next(ref bits);
            var repeated = length switch { 16 => bits.Read(2) + 3, 17 => bits.Read(3) + 3, 18 => bits.Read(7) + 11, _ => 1 };
            if (symbol + repeated > lengths.Length)
            {
                return false;
            }

            previous = length is > 0 and < 16 ? (byte)length : previous;
            lengths.Slice(symbol, repeated).Fill(length is 0 or > 16 ? (byte)0 : previous);
            symbol += repeated;
        }

        return true;
    }

    private static LosslessCode? Build(ReadOnlySpan<byte> lengths)
    {
        var last = lengths.LastIndexOfAnyExcept((byte)0);
        if (last >= 0 && last == lengths.IndexOfAnyExcept((byte)0))
        {
            return new LosslessCode(0) { _symbols = { [0] = (ushort)(last << 4) } }; // one symbol takes no bits
        }

        var longest = 0;
        var taken = 0;
        foreach (var length in lengths)
        {
            longest = Math.Max(longest, length);
            taken += length > 0 ? 1 << (LongestCode - length) : 0;
        }

        return taken == 1 << LongestCode ? Build(lengths, longest) : null;
    }

    private static LosslessCode Build(ReadOnlySpan<byte> lengths, int longest)
    {
        var code = new LosslessCode(longest);
        var next = 0; // of the longest codes' bits
        for (var length = 1; length <= longest; length++)
        {
            for (var symbol = 0; symbol < lengths.Length; symbol++)
            {
                if (lengths[symbol] == length)
                {
                    code.Fill(next, length, symbol);
                    next += 1 << (longest - length);
                }
            }
        }

        return code;
    }

    /// <summary>A code's first bit is the lowest one here.</summary>
    private void Fill(int code, int length, int symbol)
    {
        var reversed = 0;
        for (var bit = 0; bit < length; bit++)
        {
            reversed |= ((code >> (_bits - 1 - bit)) & 1) << bit;
        }

        for (var at = reversed; at < _symbols.Length; at += 1 << length)
        {
            _symbols[at] = (ushort)((symbol << 4) | length);
        }
    }
}
