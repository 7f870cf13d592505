using System.Numerics;

namespace ImageClassification.Quality;

/// <summary>Two models on the same images.</summary>
/// <param name="BothRight">Images that both name rightly.</param>
/// <param name="Fixed">Images that only the second does.</param>
/// <param name="Broken">Images that only the first does.</param>
/// <param name="BothWrong">Images that neither does.</param>
public sealed record PairedComparison(int BothRight, int Fixed, int Broken, int BothWrong)
{
    /// <summary>
    /// How likely a difference at least as large is if both are equally good: McNemar's exact test, two-sided. Q. McNemar, "Note on the sampling
    /// error of the difference between correlated proportions or percentages", 1947.
    /// </summary>
    public double Probability { get; } = Exact(Math.Min(Fixed, Broken), Fixed + Broken);

    public static PairedComparison Of(IEnumerable<(bool First, bool Second)> images)
    {
        var counts = images.CountBy(pair => pair).ToDictionary();
        return new(counts.GetValueOrDefault((true, true)), counts.GetValueOrDefault((false, true)),
            counts.GetValueOrDefault((true, false)), counts.GetValueOrDefault((false, false)));
    }

    /// <summary>Twice the share of the outcomes of fair coins with as few heads or fewer. In whole numbers, because 2^count leaves a double's range.</summary>
    private static double Exact(int few, int count)
    {
        if (2 * few >= count)
        {
            return 1;
        }

        BigInteger sum = 1, ways = 1;
        for (var heads = 1; heads <= few; heads++)
        {
            ways = ways * (count - heads + 1) / heads;
            sum += ways;
        }

        var shift = (int)Math.Max(0, sum.GetBitLength() - 64);
        return Math.Min(1, Math.ScaleB((double)(ulong)(sum >> shift), shift + 1 - count));
    }
}
