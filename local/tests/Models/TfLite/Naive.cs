namespace ImageClassification.Models.Tests.TfLite;

/// <summary>TensorFlow's definitions, value by value, of images (height, width, channels).</summary>
internal static class Naive
{
    /// <summary>How a window moves over an image.</summary>
    internal readonly record struct Window(int Kernel, int Stride, int Dilation, bool IsSame)
    {
        public int Outputs(int length) => IsSame ? (length + Stride - 1) / Stride : (length - ((Kernel - 1) * Dilation) - 1 + Stride) / Stride;

        public int Before(int length) => IsSame ? Math.Max(((Outputs(length) - 1) * Stride) + ((Kernel - 1) * Dilation) + 1 - length, 0) / 2 : 0;

        /// <summary>Where an output's window takes its values from, and which of its weights; outside the image none.</summary>
        public IEnumerable<(int From, int Weight)> Taken(int length, int output)
        {
            for (var weight = 0; weight < Kernel; weight++)
            {
                var from = (output * Stride) - Before(length) + (weight * Dilation);
                if (from >= 0 && from < length)
                {
                    yield return (from, weight);
                }
            }
        }
    }

    /// <summary>A sum times a factor below 1 as TensorFlow Lite's kernels have it: MultiplyByQuantizedMultiplier, with its two roundings.</summary>
    public static int Scaled(int sum, double factor)
    {
        var shift = -Math.ILogB(factor) - 1;
        var product = sum * (long)Math.Round(Math.ScaleB(factor, shift + 31));
        var high = (int)((product + (product >= 0 ? 1L << 30 : 1 - (1L << 30))) / (1L << 31));
        var (mask, sign) = ((1 << shift) - 1, high < 0 ? 1 : 0);
        return (high >> shift) + ((high & mask) > (mask >> 1) + sign ? 1 : 0);
    }

    /// <param name="sum">Of (row, column) pairs with their weights' rows and columns, for an output channel.</param>
    public static float[] Over(
        int height, int width, int channels, Window window, Func<IReadOnlyList<(int Y, int X, int WeightY, int WeightX)>, int, double> sum)
    {
        var result = new List<float>();
        for (var y = 0; y < window.Outputs(height); y++)
        {
            for (var x = 0; x < window.Outputs(width); x++)
            {
                var taken = (from row in window.Taken(height, y)
                             from column in window.Taken(width, x)
                             select (row.From, column.From, row.Weight, column.Weight)).ToList();
                result.AddRange(Enumerable.Range(0, channels).Select(channel => (float)sum(taken, channel)));
            }
        }

        return [.. result];
    }
}
