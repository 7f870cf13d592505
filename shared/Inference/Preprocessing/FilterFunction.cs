using ImageClassification.Inference.Models;

namespace ImageClassification.Inference.Preprocessing;

/// <summary>
/// A filter's weight at a distance from its centre, and the distance beyond which it is zero, both in pixels of the smaller scale.
/// The formulas are written in Pillow's order of operations, so that every weight is its to the last bit.
/// <see href="https://github.com/python-pillow/Pillow/blob/9.4.0/src/libImaging/Resample.c"/>
/// </summary>
internal sealed record FilterFunction(double Support, Func<double, double> Weight)
{
    private static readonly FilterFunction Box = new(0.5, x => x is > -0.5 and <= 0.5 ? 1 : 0);

    private static readonly FilterFunction Bilinear = new(1, x => Math.Abs(x) < 1 ? 1 - Math.Abs(x) : 0);

    private static readonly FilterFunction Hamming = new(1, HammingWeight);

    private static readonly FilterFunction Bicubic = new(2, BicubicWeight);

    private static readonly FilterFunction Lanczos = new(3, x => x is >= -3 and < 3 ? Sinc(x) * Sinc(x / 3) : 0);

    public static FilterFunction Of(ResizeFilter filter) => filter switch
    {
        ResizeFilter.Box => Box,
        ResizeFilter.Bilinear => Bilinear,
        ResizeFilter.Hamming => Hamming,
        ResizeFilter.Bicubic => Bicubic,
        ResizeFilter.Lanczos => Lanczos,
        _ => throw new ArgumentOutOfRangeException(nameof(filter), filter, "Nearest copies pixels and has no weights."),
    };

    private static double HammingWeight(double x)
    {
        x = Math.Abs(x);
        if (x == 0)
        {
            return 1;
        }

        if (x >= 1)
        {
            return 0;
        }

        x *= Math.PI;
        return Math.Sin(x) / x * (0.54f + (0.46f * Math.Cos(x)));
    }

    private static double BicubicWeight(double x)
    {
        const double a = -0.5;
        x = Math.Abs(x);
        if (x < 1)
        {
            return ((((a + 2) * x) - (a + 3)) * x * x) + 1;
        }

        return x < 2 ? ((((x - 5) * x) + 8) * x - 4) * a : 0;
    }

    private static double Sinc(double x)
    {
        if (x == 0)
        {
            return 1;
        }

        x *= Math.PI;
        return Math.Sin(x) / x;
    }
}
