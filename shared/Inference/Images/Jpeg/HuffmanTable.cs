using System.Runtime.CompilerServices;

namespace ImageClassification.Inference.Images.Jpeg;

/// <summary>
/// Huffman codes. A symbol's high four bits count zeros, its low four the bits of the value that follows the code.
/// <see href="https://www.w3.org/Graphics/JPEG/itu-t81.pdf"/>, annex C and F.2.2
/// </summary>
internal sealed class HuffmanTable
{
    /// <summary>The tables fit into the fastest cache.</summary>
    public const int LookupBits = 12;

    public const int ZeroRun = 0xF0;

    private const int LookupShift = 64 - LookupBits;
    private const int LongestCode = 16;
    private const int MostSymbols = 256;
    private const int EndOfBlock = 64;

    private readonly byte[] _symbols;

    /// <summary>By the next bits: their first code as <see cref="FirstCode"/> returns it, or 0 if it is longer.</summary>
    private readonly ushort[] _lookup = new ushort[1 << LookupBits];

    /// <summary>By length: where the codes of this length end, in the highest bits.</summary>
    private readonly ulong[] _ends = new ulong[LongestCode + 1];

    /// <summary>By length: from a code to the index of its symbol.</summary>
    private readonly int[] _offsets = new int[LongestCode + 1];

    private uint[]? _steps;

    private HuffmanTable(byte[] symbols) => _symbols = symbols;

    /// <summary>By the next bits: the step over all codes and values that end within them.</summary>
    public uint[] Steps
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _steps ??= MakeSteps();
    }

    public int LargestSymbol => _symbols.DefaultIfEmpty().Max();

    private static uint NoStep => Step(0, byte.MaxValue, 0);

    /// <param name="content">Of a segment of tables, behind class and identifier. Afterwards it is what follows the table.</param>
    /// <returns>Null for a table that libjpeg rejects.</returns>
    public static HuffmanTable? Read(ref ReadOnlySpan<byte> content)
    {
        if (content.Length < LongestCode)
        {
            return null;
        }

        var counts = content[..LongestCode];
        var symbols = 0;
        foreach (var count in counts)
        {
            symbols += count;
        }

        content = content[LongestCode..];
        if (symbols > Math.Min(MostSymbols, content.Length))
        {
            return null;
        }

        var table = new HuffmanTable(content[..symbols].ToArray());
        content = content[symbols..];
        return table.TryAssign(counts) ? table : null;
    }

    /// <summary>Bits of a step's codes and values.</summary>
    public static int Bits(uint step) => (int)(step & 63);

    /// <summary>Coefficients that a block must have left for a step.</summary>
    public static int Reach(uint step) => (int)((step >> 8) & 0xFF);

    /// <summary>Coefficients that a step goes over: to the block's end, those of a whole block.</summary>
    public static int Advance(uint step) => (int)(step >> 16);

    /// <param name="bits">The next ones, the first one highest.</param>
    /// <returns>The first code's length times 256, plus its symbol; 0 where the bits start with no code.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int FirstCode(ulong bits)
    {
        var code = _lookup[(int)(bits >> LookupShift)];
        return code != 0 ? code : LongCode(bits);
    }

    /// <summary>The step over the first code and its value; one that no block has room for where there is none.</summary>
    public uint FirstStep(ulong bits)
    {
        var code = FirstCode(bits);
        var (length, symbol) = (code >> 8, code & 0xFF);
        var (run, size) = (symbol >> 4, symbol & CoefficientReader.LargestSize);
        return length == 0 ? NoStep
            : size > 0 || symbol == ZeroRun ? Step(length + size, run + 1, run + 1)
            : Step(length, 1, EndOfBlock);
    }

    private static uint Step(int bits, int reach, int advance) => (uint)(bits | (reach << 8) | (advance << 16));

    private uint[] MakeSteps()
    {
        var steps = new uint[1 << LookupBits];
        for (var next = 0; next < steps.Length; next++)
        {
            var (bits, reach, advance) = (0, 0, 0);
            while (advance < EndOfBlock
                && FirstStep((ulong)next << LookupShift << bits) is var step && step != NoStep && bits + Bits(step) <= LookupBits)
            {
                bits += Bits(step);
                reach = advance + Reach(step);
                advance += Advance(step);
            }

            steps[next] = bits == 0 ? NoStep : Step(bits, reach, advance);
        }

        return steps;
    }

    private int LongCode(ulong bits)
    {
        for (var length = LookupBits + 1; length <= LongestCode; length++)
        {
            if (bits < _ends[length])
            {
                return (length << 8) | _symbols[(int)(bits >> (64 - length)) + _offsets[length]];
            }
        }

        return 0;
    }

    /// <returns>False for more codes than their lengths allow. A code of ones alone is not allowed either.</returns>
    private bool TryAssign(ReadOnlySpan<byte> counts)
    {
        var (code, symbol) = (0, 0);
        for (var length = 1; length <= LongestCode; length++)
        {
            code <<= 1;
            _offsets[length] = symbol - code;
            var end = symbol + counts[length - 1];
            if (code + end - symbol >= 1 << length)
            {
                return false;
            }

            for (; symbol < end; symbol++, code++)
            {
                if (length <= LookupBits)
                {
                    _lookup.AsSpan(code << (LookupBits - length), 1 << (LookupBits - length)).Fill((ushort)((length << 8) | _symbols[symbol]));
                }
            }

            _ends[length] = (ulong)code << (64 - length);
        }

        return true;
    }
}
