using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace ImageClassification.Inference.Images.Jpeg;

/// <summary>
/// Reads the blocks of a baseline scan. A method that returns false met damaged or missing data.
/// <see href="https://www.w3.org/Graphics/JPEG/itu-t81.pdf"/>, F.2.2
/// </summary>
/// <param name="data">From the first code on.</param>
internal ref struct CoefficientReader(ReadOnlySpan<byte> data)
{
    /// <summary>Of a block.</summary>
    public const int Coefficients = 64;

    /// <summary>Most bits of a value.</summary>
    public const int LargestSize = 15;

    /// <summary>A code of 16 bits and the largest value fit in.</summary>
    private const int LeastRefilled = 56;

    private const int StepsOfRefill = LeastRefilled / HuffmanTable.LookupBits;

    /// <summary>Far fewer bits than can be read afterwards.</summary>
    private const int Damaged = int.MinValue / 2;

    private readonly ReadOnlySpan<byte> _data = data;
    private int _position;

    /// <summary>The next bits, the first one highest.</summary>
    private ulong _bits;

    /// <summary>How many of them are valid. Less than 0 once more were taken than there are, which remains so.</summary>
    private int _count;

    /// <summary>Reads a block's first coefficient, and skips the others.</summary>
    /// <param name="dc">Codes of the first.</param>
    /// <param name="ac">Codes of the others.</param>
    /// <param name="difference">Of the first to that of the component's block before.</param>
    public bool TryReadFirst(HuffmanTable dc, HuffmanTable ac, out int difference)
    {
        var data = _data;
        var steps = ac.Steps;
        var (bits, count, position) = (_bits, _count, _position);
        Refill(data, ref bits, ref count, ref position);
        difference = TakeDifference(dc, ref bits, ref count);
        var next = 1;
        while (next < Coefficients && count >= 0)
        {
            Refill(data, ref bits, ref count, ref position);
            var left = StepsOfRefill;
            do
            {
                var step = steps[(int)(bits >> (64 - HuffmanTable.LookupBits))];
                if (next + HuffmanTable.Reach(step) > Coefficients)
                {
                    break;
                }

                bits <<= HuffmanTable.Bits(step);
                count -= HuffmanTable.Bits(step);
                next += HuffmanTable.Advance(step);
            }
            while (--left > 0 && next < Coefficients);

            if (left > 0 && next < Coefficients)
            {
                // The next code is longer than a lookup, or the lookup's codes go beyond the block.
                (bits, count, position) = RefillBytewise(data, bits, count, position);
                var step = ac.FirstStep(bits);
                if (next + HuffmanTable.Reach(step) > Coefficients)
                {
                    return false;
                }

                bits <<= HuffmanTable.Bits(step);
                count -= HuffmanTable.Bits(step);
                next += HuffmanTable.Advance(step);
            }
        }

        (_bits, _count, _position) = (bits, count, position);
        return count >= 0;
    }

    /// <summary>Reads a whole block.</summary>
    /// <param name="dc">Codes of the first coefficient.</param>
    /// <param name="ac">Codes of the others.</param>
    /// <param name="quantization">By place in the zigzag: what the coefficient is multiplied by.</param>
    /// <param name="slots">By place in the zigzag: where in the block the product goes.</param>
    /// <param name="block">Zeros before. The first coefficient is omitted.</param>
    /// <param name="difference">Of the first coefficient to that of the component's block before.</param>
    public bool TryReadAll(
        HuffmanTable dc, HuffmanTable ac, ReadOnlySpan<short> quantization, ReadOnlySpan<byte> slots, scoped Span<int> block, out int difference)
    {
        var data = _data;
        var (bits, count, position) = (_bits, _count, _position);
        Refill(data, ref bits, ref count, ref position);
        difference = TakeDifference(dc, ref bits, ref count);
        for (var next = 1; next < Coefficients; next++)
        {
            Refill(data, ref bits, ref count, ref position);
            var code = ac.FirstCode(bits);
            var (length, symbol) = (code >> 8, code & 0xFF);
            var (run, size) = (symbol >> 4, symbol & LargestSize);
            count = length > 0 ? count - length - size : Damaged;
            next += run;
            if (size == 0 && symbol != HuffmanTable.ZeroRun)
            {
                bits <<= length;
                break;
            }

            if (next >= Coefficients)
            {
                return false;
            }

            bits <<= length;
            block[slots[next]] = Value(bits, size) * quantization[next];
            bits <<= size;
        }

        (_bits, _count, _position) = (bits, count, position);
        return count >= 0;
    }

    /// <summary>Goes over a restart marker, before which no whole byte may be left.</summary>
    /// <param name="number">Of those before it.</param>
    public bool TryRestart(int number)
    {
        Refill(_data, ref _bits, ref _count, ref _position);
        var rest = _data[_position..];
        var marker = rest.IndexOfAnyExcept((byte)0xFF); // fill bytes
        if (_count is < 0 or >= 8 || marker < 1 || rest[marker] != JpegMarkers.Restart0 + (number % 8))
        {
            return false;
        }

        _position += marker + 1;
        (_bits, _count) = (0, 0);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int TakeDifference(HuffmanTable dc, ref ulong bits, ref int count)
    {
        var code = dc.FirstCode(bits);
        var (length, size) = (code >> 8, code & 0xFF);
        bits <<= length;
        var difference = Value(bits, size);
        bits <<= size;
        count = length > 0 ? count - length - size : Damaged;
        return difference;
    }

    /// <returns>A value of so many bits: the first is 0 where it is negative.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Value(ulong bits, int size)
    {
        var value = (int)(bits >> 1 >> (63 - size));
        return (long)bits < 0 || size == 0 ? value : value - (1 << size) + 1;
    }

    /// <summary>To <see cref="LeastRefilled"/> bits or more, unless a marker or the end comes before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Refill(ReadOnlySpan<byte> data, ref ulong bits, ref int count, ref int position)
    {
        if (count >= 0 && position + sizeof(ulong) <= data.Length)
        {
            var next = BinaryPrimitives.ReadUInt64BigEndian(data[position..]);
            if (((~next - 0x0101010101010101) & next & 0x8080808080808080) == 0) // no byte is 0xFF
            {
                bits |= next >> count; // bits that are not counted are the same when they are read again
                position += (63 - count) >> 3;
                count |= LeastRefilled;
                return;
            }
        }

        (bits, count, position) = RefillBytewise(data, bits, count, position);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (ulong Bits, int Count, int Position) RefillBytewise(ReadOnlySpan<byte> data, ulong bits, int count, int position)
    {
        while (count is >= 0 and < LeastRefilled && position < data.Length)
        {
            var value = data[position];
            if (value == 0xFF && (position + 1 == data.Length || data[position + 1] != 0))
            {
                break;
            }

            position += value == 0xFF ? 2 : 1;
            bits |= (ulong)value << (LeastRefilled - count);
            count += 8;
        }

        return (bits, count, position);
    }
}
