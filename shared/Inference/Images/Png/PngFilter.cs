using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace ImageClassification.Inference.Images.Png;

/// <summary>
/// Undoes a row's filter, a pixel at a time: each needs the one before it. A pixel has at most eight bytes, one to each
/// 16-bit lane of a vector. Eight are always read and written, and what is too much is overwritten with the next pixel.
/// <see href="https://www.w3.org/TR/png-3/#9Filters"/>
/// </summary>
internal static class PngFilter
{
    /// <summary>Bytes that each row must have behind its end, of any value.</summary>
    public const int Slack = 8;

    /// <param name="filter">Its number, 0 to 4.</param>
    /// <param name="filtered">The row as it is stored, without its filter's number.</param>
    /// <param name="above">The row above, undone.</param>
    /// <param name="row">Where the row goes. None of the three overlap.</param>
    /// <param name="length">Bytes in the row.</param>
    /// <param name="step">Bytes from one pixel to the next, at least 1.</param>
    /// <returns>False for a filter that does not exist.</returns>
    public static bool TryUndo(int filter, ReadOnlySpan<byte> filtered, ReadOnlySpan<byte> above, Span<byte> row, int length, int step)
    {
        switch (filter)
        {
            case 0:
                filtered[..length].CopyTo(row);
                return true;
            case 1:
                Sub(filtered, row, length, step);
                return true;
            case 2:
                Up(filtered, above, row, length);
                return true;
            case 3:
                Average(filtered, above, row, length, step);
                return true;
            case 4:
                Paeth(filtered, above, row, length, step);
                return true;
            default:
                return false;
        }
    }

    private static void Sub(ReadOnlySpan<byte> filtered, Span<byte> row, int length, int step)
    {
        var left = Vector128<short>.Zero;
        for (var i = 0; i < length; i += step)
        {
            left = Sum(Load(filtered, i), left);
            Store(left, row, i);
        }
    }

    private static void Up(ReadOnlySpan<byte> filtered, ReadOnlySpan<byte> above, Span<byte> row, int length)
    {
        var i = 0;
        for (; i <= length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            (new Vector<byte>(filtered[i..]) + new Vector<byte>(above[i..])).CopyTo(row[i..]);
        }

        for (; i < length; i++)
        {
            row[i] = (byte)(filtered[i] + above[i]);
        }
    }

    private static void Average(ReadOnlySpan<byte> filtered, ReadOnlySpan<byte> above, Span<byte> row, int length, int step)
    {
        var left = Vector128<short>.Zero;
        for (var i = 0; i < length; i += step)
        {
            left = Sum(Load(filtered, i), (left + Load(above, i)) >> 1);
            Store(left, row, i);
        }
    }

    private static void Paeth(ReadOnlySpan<byte> filtered, ReadOnlySpan<byte> above, Span<byte> row, int length, int step)
    {
        var left = Vector128<short>.Zero;
        var aboveLeft = Vector128<short>.Zero;
        for (var i = 0; i < length; i += step)
        {
            var up = Load(above, i);
            var ofLeft = up - aboveLeft;
            var ofUp = left - aboveLeft;
            var toAboveLeft = Vector128.Abs(ofLeft + ofUp);
            var toLeft = Vector128.Abs(ofLeft);
            var toUp = Vector128.Abs(ofUp);
            var nearest = Vector128.Min(toAboveLeft, Vector128.Min(toLeft, toUp));
            var predicted = Vector128.ConditionalSelect(
                Vector128.Equals(nearest, toLeft), left, Vector128.ConditionalSelect(Vector128.Equals(nearest, toUp), up, aboveLeft));
            left = Sum(Load(filtered, i), predicted);
            aboveLeft = up;
            Store(left, row, i);
        }
    }

    /// <summary>Modulo 256, because the lanes' upper bytes are zero.</summary>
    private static Vector128<short> Sum(Vector128<short> one, Vector128<short> other) => (one.AsByte() + other.AsByte()).AsInt16();

    private static Vector128<short> Load(ReadOnlySpan<byte> bytes, int at) =>
        Vector128.WidenLower(Vector128.CreateScalarUnsafe(BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..])).AsByte()).AsInt16();

    private static void Store(Vector128<short> lanes, Span<byte> bytes, int at) =>
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[at..], Vector128.Narrow(lanes.AsUInt16(), lanes.AsUInt16()).AsUInt64().ToScalar());
}
