using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ImageClassification.Inference.Images;

namespace ImageClassification.Inference.Preprocessing;

/// <summary>
/// Resizes bit for bit as Pillow: a horizontal pass rounded to 8 bits, then a vertical one. Integer arithmetic, so that
/// vectors change nothing. Safe for several threads.
/// <see href="https://github.com/python-pillow/Pillow/blob/9.4.0/src/libImaging/Resample.c"/>
/// </summary>
internal static class Resampler
{
    private const int Half = 1 << (AxisWeights.Precision - 1);

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

    private static RgbImage ResizeRows(RgbImage source, AxisWeights weights, int width, (int First, int Count) rows)
    {
        var target = new RgbImage(width, rows.Count);
        var pixels = source.PixelsAndSlack;
        for (var y = 0; y < rows.Count; y++)
        {
            var from = pixels[((rows.First + y) * source.Stride)..];
            var to = target.Row(y);
            for (var x = 0; x < width; x++)
            {
                var pixel = WeightedSum(from, weights.Of(x, out var first), first);
                to[x * RgbImage.Channels] = ToByte(pixel[0]);
                to[(x * RgbImage.Channels) + 1] = ToByte(pixel[1]);
                to[(x * RgbImage.Channels) + 2] = ToByte(pixel[2]);
            }
        }

        return target;
    }

    /// <summary>Red, green and blue; the fourth is the next pixel's red and means nothing.</summary>
    private static Vector128<int> WeightedSum(ReadOnlySpan<byte> row, ReadOnlySpan<int> weights, int first)
    {
        var sum = Vector128.Create(Half);
        var position = first * RgbImage.Channels;
        foreach (var weight in weights)
        {
            var bytes = Vector128.CreateScalarUnsafe(MemoryMarshal.Read<uint>(row[position..])).AsByte();
            sum += Vector128.WidenLower(Vector128.WidenLower(bytes)).AsInt32() * weight;
            position += RgbImage.Channels;
        }

        return sum;
    }

    private static RgbImage ResizeColumns(RgbImage source, AxisWeights weights, int height, int firstRow)
    {
        var target = new RgbImage(source.Width, height);
        for (var y = 0; y < height; y++)
        {
            var rowWeights = weights.Of(y, out var first);
            var from = source.Pixels[((first - firstRow) * source.Stride)..];
            var to = target.Row(y);
            var x = 0;
            for (; x <= to.Length - Vector128<byte>.Count; x += Vector128<byte>.Count)
            {
                SumColumns(from[x..], source.Stride, rowWeights).CopyTo(to[x..]);
            }

            for (; x < to.Length; x++)
            {
                to[x] = SumColumn(from[x..], source.Stride, rowWeights);
            }
        }

        return target;
    }

    private static Vector128<byte> SumColumns(ReadOnlySpan<byte> top, int stride, ReadOnlySpan<int> weights)
    {
        Vector128<int> a, b, c, d;
        a = b = c = d = Vector128.Create(Half);
        var position = 0;
        foreach (var weight in weights)
        {
            var (low, high) = Vector128.Widen(Vector128.Create(top[position..]));
            a += Vector128.WidenLower(low).AsInt32() * weight;
            b += Vector128.WidenUpper(low).AsInt32() * weight;
            c += Vector128.WidenLower(high).AsInt32() * weight;
            d += Vector128.WidenUpper(high).AsInt32() * weight;
            position += stride;
        }

        return Vector128.Narrow(Vector128.Narrow(Clamp(a), Clamp(b)), Vector128.Narrow(Clamp(c), Clamp(d)));
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

    private static Vector128<uint> Clamp(Vector128<int> sum) =>
        Vector128.Clamp(Vector128.ShiftRightArithmetic(sum, AxisWeights.Precision), Vector128<int>.Zero, Vector128.Create(255)).AsUInt32();
}
