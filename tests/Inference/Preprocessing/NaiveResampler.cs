using ImageClassification.Inference.Images;
using ImageClassification.Inference.Models;
using ImageClassification.Inference.Preprocessing;

namespace ImageClassification.Inference.Tests.Preprocessing;

/// <summary>Pillow's recipe read aloud: every value by itself, no tables, no vectors, the whole image before the wanted part.</summary>
internal static class NaiveResampler
{
    private const int Precision = 22;

    public static byte[] Resize(RgbImage source, Axis horizontal, Axis vertical, ResizeFilter filter)
    {
        Func<int, int, int, byte> pixel = (x, y, c) => source.Pixels[(((y * source.Width) + x) * RgbImage.Channels) + c];
        if (filter == ResizeFilter.Nearest)
        {
            return Part(horizontal, vertical, (x, y, c) => pixel(Nearest(horizontal, x), Nearest(vertical, y), c));
        }

        var narrowed = new byte[horizontal.Output, source.Height, RgbImage.Channels];
        for (var y = 0; y < source.Height; y++)
        {
            for (var x = 0; x < horizontal.Output; x++)
            {
                for (var c = 0; c < RgbImage.Channels; c++)
                {
                    narrowed[x, y, c] = Value(horizontal, x, filter, i => pixel(i, y, c));
                }
            }
        }

        return Part(horizontal, vertical, (x, y, c) => Value(vertical, y, filter, i => narrowed[x, i, c]));
    }

    private static byte[] Part(Axis horizontal, Axis vertical, Func<int, int, int, byte> value) =>
        [.. from y in Enumerable.Range(vertical.First, vertical.Count)
            from x in Enumerable.Range(horizontal.First, horizontal.Count)
            from c in Enumerable.Range(0, RgbImage.Channels)
            select value(x, y, c)];

    private static int Nearest(Axis axis, int index)
    {
        var scale = (double)((axis.End ?? axis.Input) - axis.Start) / axis.Output;
        return (int)Enumerable.Repeat(scale, index).Aggregate(axis.Start + (scale * 0.5), (sum, step) => sum + step);
    }

    private static byte Value(Axis axis, int index, ResizeFilter filter, Func<int, byte> input)
    {
        if (axis.IsIdentity)
        {
            return input(index);
        }

        var function = FilterFunction.Of(filter);
        var scale = (double)((axis.End ?? axis.Input) - axis.Start) / axis.Output;
        var filterScale = Math.Max(scale, 1);
        var centre = axis.Start + ((index + 0.5) * scale);
        var first = Math.Max(0, (int)(centre - (function.Support * filterScale) + 0.5));
        var end = Math.Min(axis.Input, (int)(centre + (function.Support * filterScale) + 0.5));
        var weights = Enumerable.Range(0, end - first).Select(k => function.Weight((k + first - centre + 0.5) * (1 / filterScale))).ToList();

        var total = 0.0;
        weights.ForEach(weight => total += weight);
        long sum = 1 << (Precision - 1);
        for (var k = 0; k < weights.Count; k++)
        {
            var exact = weights[k] / total * (1 << Precision);
            sum += input(first + k) * (long)(exact < 0 ? exact - 0.5 : exact + 0.5);
        }

        return (byte)Math.Clamp(sum >> Precision, 0, 255);
    }
}
