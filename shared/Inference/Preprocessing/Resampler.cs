using System.Runtime.Intrinsics;
using ImageClassification.Inference.Images;
using ImageClassification.Inference.Models;

namespace ImageClassification.Inference.Preprocessing;

/// <summary>
/// Resizes bit for bit as Pillow: a horizontal pass rounded to 8 bits, then a vertical one. Integer arithmetic, so that
/// vectors change nothing. Safe for several threads.
/// <see href="https://github.com/python-pillow/Pillow/blob/9.4.0/src/libImaging/Resample.c"/>
/// </summary>
internal static class Resampler
{
    private const int Half = 1 << (AxisWeights.Precision - 1);
    private const int RowsAtOnce = 4;

    /// <inheritdoc cref="Resize(RgbImage, Axis, Axis, ResizeFilter)"/>
    public static RgbImage Resize(RgbImage source, ResizePlan plan, ResizeFilter filter)
    {
        if (plan.Cut is not var (left, top, width, height))
        {
            return Resize(source, plan.Horizontal, plan.Vertical, filter);
        }

        using var part = Cut(source, new Axis(source.Width, source.Width, left, width), (top, height));
        return Resize(part, plan.Horizontal, plan.Vertical, filter);
    }

    /// <returns>The wanted part of the resized image. The caller disposes it.</returns>
    public static RgbImage Resize(RgbImage source, Axis horizontal, Axis vertical, ResizeFilter filter)
    {
        if (filter == ResizeFilter.Nearest || (horizontal.IsIdentity && vertical.IsIdentity))
        {
            return NearestResampler.Resize(source, horizontal, vertical);
        }

        var rows = vertical.IsIdentity ? (vertical.First, vertical.Count) : AxisWeights.For(vertical, filter).Inputs;
        var narrowed = horizontal.IsIdentity
            ? Cut(source, horizontal, rows)
            : ResizeRows(source, AxisWeights.For(horizontal, filter), horizontal.Count, rows);
        if (vertical.IsIdentity)
        {
            return narrowed;
        }

        using (narrowed)
        {
            return ResizeColumns(narrowed, AxisWeights.For(vertical, filter), vertical.Count, rows.First);
        }
    }

    private static RgbImage Cut(RgbImage source, Axis horizontal, (int First, int Count) rows)
    {
        var target = new RgbImage(horizontal.Count, rows.Count);
        for (var y = 0; y < rows.Count; y++)
        {
            source.Row(rows.First + y).Slice(horizontal.First * RgbImage.Channels, target.Stride).CopyTo(target.Row(y));
        }

        return target;
    }

    private static unsafe RgbImage ResizeRows(RgbImage source, AxisWeights weights, int width, (int First, int Count) rows)
    {
        var target = new RgbImage(width, rows.Count);
        fixed (byte* pixels = source.PixelsAndSlack, resized = target.Pixels)
        {
            for (var y = 0; y < rows.Count; y += RowsAtOnce)
            {
                var left = Math.Min(RowsAtOnce, rows.Count - y);
                ResizeRows(
                    pixels + ((long)(rows.First + y) * source.Stride), source.Stride, resized + (y * target.Stride), target.Stride, left, weights, width);
            }
        }

        return target;
    }

    /// <summary>
    /// Rows share their weights, and two a vector: sums of red, green and blue of each, and a fourth of nothing. Where there are fewer
    /// than <see cref="RowsAtOnce"/>, the last one is repeated in place of the missing ones.
    /// </summary>
    private static unsafe void ResizeRows(byte* from, int fromStride, byte* to, int toStride, int count, AxisWeights weights, int width)
    {
        var (rowB, rowC, rowD) = (Math.Min(1, count - 1), Math.Min(2, count - 1), Math.Min(3, count - 1));
        byte* a = from, b = from + (rowB * fromStride), c = from + (rowC * fromStride), d = from + (rowD * fromStride);
        var (firstTwo, secondTwo) = (PixelPairs.TwoFrom(0), PixelPairs.TwoFrom(2 * RgbImage.Channels));
        for (var x = 0; x < width; x++)
        {
            Vector256<int> upper, upperHigh, lower, lowerHigh;
            upper = lower = Vector256.Create(Half);
            upperHigh = lowerHigh = Vector256<int>.Zero;
            var fours = weights.FoursOf(x, out var position);
            position *= RgbImage.Channels;
            foreach (ref readonly var four in fours)
            {
                var upperBytes = Vector256.Create(Vector128.Load(a + position), Vector128.Load(b + position));
                var lowerBytes = Vector256.Create(Vector128.Load(c + position), Vector128.Load(d + position));
                position += FourWeights.Pixels * RgbImage.Channels;

                var (upperFirst, lowerFirst) = (PixelPairs.Take(upperBytes, firstTwo), PixelPairs.Take(lowerBytes, firstTwo));
                var (upperSecond, lowerSecond) = (PixelPairs.Take(upperBytes, secondTwo), PixelPairs.Take(lowerBytes, secondTwo));
                var (first, second) = (Vector256.Create(four.FirstLow), Vector256.Create(four.SecondLow));
                upper += PixelPairs.MultiplyAdd(upperFirst, first) + PixelPairs.MultiplyAdd(upperSecond, second);
                lower += PixelPairs.MultiplyAdd(lowerFirst, first) + PixelPairs.MultiplyAdd(lowerSecond, second);
                if (four.HasHigh)
                {
                    (first, second) = (Vector256.Create(four.FirstHigh), Vector256.Create(four.SecondHigh));
                    upperHigh += PixelPairs.MultiplyAdd(upperFirst, first) + PixelPairs.MultiplyAdd(upperSecond, second);
                    lowerHigh += PixelPairs.MultiplyAdd(lowerFirst, first) + PixelPairs.MultiplyAdd(lowerSecond, second);
                }
            }

            Store(Clamp(upper + (upperHigh << FourWeights.LowBits)), to, to + (rowB * toStride));
            Store(Clamp(lower + (lowerHigh << FourWeights.LowBits)), to + (rowC * toStride), to + (rowD * toStride));
            to += RgbImage.Channels;
        }
    }

    private static unsafe void Store(Vector256<int> pixels, byte* a, byte* b)
    {
        Store(pixels.GetLower(), a);
        Store(pixels.GetUpper(), b);
    }

    private static unsafe void Store(Vector128<int> pixel, byte* to) =>
        (to[0], to[1], to[2]) = ((byte)pixel[0], (byte)pixel[1], (byte)pixel[2]);

    private static RgbImage ResizeColumns(RgbImage source, AxisWeights weights, int height, int firstRow)
    {
        var target = new RgbImage(source.Width, height);
        for (var y = 0; y < height; y++)
        {
            var rowWeights = weights.Of(y, out var first);
            var from = source.Pixels[((first - firstRow) * source.Stride)..];
            var to = target.Row(y);
            var lastVector = to.Length - Vector256<byte>.Count; // overlaps the one before, and makes the same of it
            for (var x = 0; lastVector >= 0 && x < to.Length; x += Vector256<byte>.Count)
            {
                var at = Math.Min(x, lastVector);
                SumColumns(from[at..], source.Stride, rowWeights).CopyTo(to[at..]);
            }

            for (var x = 0; lastVector < 0 && x < to.Length; x++)
            {
                to[x] = SumColumn(from[x..], source.Stride, rowWeights);
            }
        }

        return target;
    }

    private static Vector256<byte> SumColumns(ReadOnlySpan<byte> top, int stride, ReadOnlySpan<int> weights)
    {
        Vector256<int> a, b, c, d;
        a = b = c = d = Vector256.Create(Half);
        var position = 0;
        foreach (var weight in weights)
        {
            var (low, high) = Vector256.Widen(Vector256.Create(top[position..]));
            a += Vector256.WidenLower(low).AsInt32() * weight;
            b += Vector256.WidenUpper(low).AsInt32() * weight;
            c += Vector256.WidenLower(high).AsInt32() * weight;
            d += Vector256.WidenUpper(high).AsInt32() * weight;
            position += stride;
        }

        var lower = Vector256.Narrow(Clamp(a).AsUInt32(), Clamp(b).AsUInt32());
        return Vector256.Narrow(lower, Vector256.Narrow(Clamp(c).AsUInt32(), Clamp(d).AsUInt32()));
    }

    private static byte SumColumn(ReadOnlySpan<byte> top, int stride, ReadOnlySpan<int> weights)
    {
        var sum = Half;
        for (var k = 0; k < weights.Length; k++)
        {
            sum += top[k * stride] * weights[k];
        }

        return ToByte(sum);
    }

    private static byte ToByte(int sum) => (byte)Math.Clamp(sum >> AxisWeights.Precision, 0, 255);

    private static Vector256<int> Clamp(Vector256<int> sum) =>
        Vector256.Clamp(Vector256.ShiftRightArithmetic(sum, AxisWeights.Precision), Vector256<int>.Zero, Vector256.Create(255));
}
