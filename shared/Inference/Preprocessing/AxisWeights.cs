using System.Collections.Concurrent;
using ImageClassification.Inference.Models;

namespace ImageClassification.Inference.Preprocessing;

/// <summary>
/// For each output pixel along one axis, the input pixels that it is made of and their weights, as Pillow's
/// precompute_coeffs and normalize_coeffs_8bpc: fixed point with <see cref="Precision"/> fractional bits.
/// <see href="https://github.com/python-pillow/Pillow/blob/9.4.0/src/libImaging/Resample.c"/>
/// </summary>
internal sealed class AxisWeights
{
    public const int Precision = 32 - 8 - 2;

    /// <summary>Sizes of uploads repeat. Past this many tables, they are made again: eight megabytes at most.</summary>
    private const int MostCached = 64;

    /// <summary>The tables of huge images are larger, and cost little beside the images.</summary>
    private const int LargestCached = 16 * 1024;

    private static readonly ConcurrentDictionary<(Axis, ResizeFilter), AxisWeights> Cache = new();

    private readonly int[] _weights;
    private readonly FourWeights[] _fours;
    private readonly (int First, int Count)[] _inputs;
    private readonly int _mostInputs;

    private AxisWeights(Axis axis, FilterFunction filter)
    {
        var scale = axis.Scale;
        var filterScale = Math.Max(scale, 1);
        var support = filter.Support * filterScale;
        _mostInputs = DivideUp(((int)Math.Ceiling(support) * 2) + 1) * FourWeights.Pixels;
        _weights = new int[axis.Count * _mostInputs];
        _fours = new FourWeights[_weights.Length / FourWeights.Pixels];
        _inputs = new (int, int)[axis.Count];
        var exact = new double[_mostInputs];
        for (var i = 0; i < axis.Count; i++)
        {
            var centre = axis.Start + ((axis.First + i + 0.5) * scale);
            var first = Math.Max((int)(centre - support + 0.5), 0);
            var count = Math.Min((int)(centre + support + 0.5), axis.Input) - first;
            _inputs[i] = (first, count);

            var inverse = 1 / filterScale;
            var sum = 0.0;
            for (var k = 0; k < count; k++)
            {
                exact[k] = filter.Weight((k + first - centre + 0.5) * inverse);
                sum += exact[k];
            }

            for (var k = 0; k < count; k++)
            {
                var weight = (sum == 0 ? exact[k] : exact[k] / sum) * (1 << Precision);
                _weights[(i * _mostInputs) + k] = (int)(weight + (weight < 0 ? -0.5 : 0.5));
            }
        }

        for (var i = 0; i < _fours.Length; i++)
        {
            _fours[i] = FourWeights.Of(_weights.AsSpan(i * FourWeights.Pixels));
        }
    }

    public static AxisWeights For(Axis axis, ResizeFilter filter)
    {
        if (Cache.TryGetValue((axis, filter), out var cached))
        {
            return cached;
        }

        var weights = new AxisWeights(axis, FilterFunction.Of(filter));
        if (weights._weights.Length <= LargestCached)
        {
            if (Cache.Count >= MostCached)
            {
                Cache.Clear();
            }

            Cache[(axis, filter)] = weights;
        }

        return weights;
    }

    /// <summary>The first input pixel of output pixel <paramref name="i"/> (counted from the axis' first), and a weight for it and each that follows.</summary>
    public ReadOnlySpan<int> Of(int i, out int first)
    {
        (first, var count) = _inputs[i];
        return _weights.AsSpan(i * _mostInputs, count);
    }

    /// <summary>The same; the weights behind the last pixel's are 0.</summary>
    public ReadOnlySpan<FourWeights> FoursOf(int i, out int first)
    {
        (first, var count) = _inputs[i];
        return _fours.AsSpan(i * _mostInputs / FourWeights.Pixels, DivideUp(count));
    }

    /// <summary>The range of input pixels that any output pixel needs.</summary>
    public (int First, int Count) Inputs => (_inputs[0].First, _inputs[^1].First + _inputs[^1].Count - _inputs[0].First);

    private static int DivideUp(int count) => (count + FourWeights.Pixels - 1) / FourWeights.Pixels;
}
