using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ImageClassification.Inference.Images.Jpeg;

/// <summary>
/// A component's samples at an eighth of the size, for one row of units: one a block, or two by two where the colours are stored at
/// half the size in both directions. Of the coefficients, the latter depend on those in rows and columns 0, 1, 3, 5 and 7.
/// <see href="https://github.com/libjpeg-turbo/libjpeg-turbo/blob/2.1.5/jidctred.c"/>, jpeg_idct_1x1 and jpeg_idct_2x2
/// </summary>
internal sealed class EighthPlane
{
    private const int Rows = 5;
    private const int Unused = Rows * 8;

    /// <summary>Of rows 1, 3, 5 and 7 in units of 2⁻¹³: √2 · (c1 + c3 + c5 + c7) with cK = cos(Kπ / 16), some of them negative.</summary>
    private const int Weight1 = 29692, Weight3 = -10426, Weight5 = 6967, Weight7 = -5906;

    private static readonly Vector256<int> Weights = Vector256.Create(0, Weight1, Weight3, Weight5, Weight7, 0, 0, 0);

    private static readonly byte[] Slots = MakeSlots();

    private readonly BaselineScan.Component _component;
    private readonly int _samplesOfBlock;
    private readonly int _stride;
    private readonly byte[] _samples;
    private int _first;

    /// <param name="component">Whose it is.</param>
    /// <param name="units">In a row.</param>
    /// <param name="samplesOfBlock">In each direction: 1 or 2.</param>
    public EighthPlane(BaselineScan.Component component, int units, int samplesOfBlock)
    {
        (_component, _samplesOfBlock) = (component, samplesOfBlock);
        _stride = units * component.Across * samplesOfBlock;
        _samples = new byte[_stride * component.Down * samplesOfBlock];
    }

    /// <param name="row">Of the image, from the first of the units on.</param>
    /// <param name="rows">Of the image in a unit.</param>
    public ReadOnlySpan<byte> Row(int row, int rows) => _samples.AsSpan(_samples.Length / _stride * row / rows * _stride, _stride);

    public void Restart() => _first = 0;

    /// <returns>False where data is damaged or missing, or so far out of range that libjpeg-turbo's variants differ.</returns>
    public bool TryRead(ref CoefficientReader reader, int unit)
    {
        for (var row = 0; row < _component.Down; row++)
        {
            for (var column = 0; column < _component.Across; column++)
            {
                var at = (row * _stride) + (((unit * _component.Across) + column) * _samplesOfBlock);
                if (!(_samplesOfBlock == 1 ? TryReadOne(ref reader, at) : TryReadFour(ref reader, at)))
                {
                    return false;
                }
            }
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryReadOne(ref CoefficientReader reader, int at)
    {
        if (!reader.TryReadFirst(_component.Dc, _component.Ac, out var difference))
        {
            return false;
        }

        _first += difference;
        var mean = Mean(_first * _component.Quantization[0]);
        _samples[at] = Sample(mean);
        return IsInRange(mean);
    }

    private bool TryReadFour(ref CoefficientReader reader, int at)
    {
        Span<int> block = stackalloc int[Unused + 1];
        block.Clear();
        if (!reader.TryReadAll(_component.Dc, _component.Ac, _component.Quantization, Slots, block, out var difference))
        {
            return false;
        }

        _first += difference;
        block[0] = _first * _component.Quantization[0];
        var (row0, row1, row3, row5, row7) = (Row(block, 0), Row(block, 1), Row(block, 2), Row(block, 3), Row(block, 4));
        var even = (row0 << 15) + Vector256.Create(1 << 12);
        var odd = (row1 * Weight1) + (row3 * Weight3) + (row5 * Weight5) + (row7 * Weight7);
        var (above, below) = ((even + odd) >> 13, (even - odd) >> 13);
        var (aboveLeft, aboveRight) = Halve(above);
        var (belowLeft, belowRight) = Halve(below);
        _samples[at] = Sample(aboveLeft);
        _samples[at + 1] = Sample(aboveRight);
        _samples[at + _stride] = Sample(belowLeft);
        _samples[at + _stride + 1] = Sample(belowRight);
        var excess = Excess(row0, 13) | Excess(row1, 13) | Excess(row3, 13) | Excess(row5, 13) | Excess(row7, 13) | Excess(above, 14) | Excess(below, 14);
        return excess == Vector256<int>.Zero && IsInRange(aboveLeft) && IsInRange(aboveRight) && IsInRange(belowLeft) && IsInRange(belowRight);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Row(ReadOnlySpan<int> block, int row) => Vector256.Create(block[(row * 8)..]);

    /// <summary>Not zero where a value needs more bits than these and a sign; then 32 bits would not be enough for its products.</summary>
    private static Vector256<int> Excess(Vector256<int> values, int bits) => (values >> bits) ^ (values >> 31);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (int Left, int Right) Halve(Vector256<int> row)
    {
        var (even, odd) = ((row[0] << 15) + (1 << 19), Vector256.Sum(row * Weights));
        return ((even + odd) >> 20, (even - odd) >> 20);
    }

    private static int Mean(int first) => (first + 4) >> 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte Sample(int value) => (byte)Math.Clamp(value + 128, byte.MinValue, byte.MaxValue);

    /// <summary>Beyond, libjpeg's table wraps around.</summary>
    private static bool IsInRange(int value) => value is >= -512 and < 512;

    /// <summary>By place in the zigzag, which runs along the diagonals, up and down in turn: where in the block its coefficient goes.</summary>
    private static byte[] MakeSlots()
    {
        ReadOnlySpan<int> lines = [0, 1, Unused, 2, Unused, 3, Unused, 4];
        var slots = new List<byte>();
        for (var diagonal = 0; diagonal < 15; diagonal++)
        {
            for (var step = Math.Max(0, diagonal - 7); step <= Math.Min(diagonal, 7); step++)
            {
                var (row, column) = diagonal % 2 == 0 ? (lines[diagonal - step], lines[step]) : (lines[step], lines[diagonal - step]);
                slots.Add((byte)Math.Min((row * 8) + column, Unused));
            }
        }

        return [.. slots];
    }
}
