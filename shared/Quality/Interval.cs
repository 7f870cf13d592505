namespace ImageClassification.Quality;

/// <summary>The 95 % confidence interval of a share.</summary>
/// <param name="Low">From 0 to 1.</param>
/// <param name="High">From 0 to 1.</param>
public sealed record Interval(double Low, double High)
{
    /// <summary>The normal distribution's quantile at 0.975.</summary>
    private const double Z = 1.959963984540054;

    /// <summary>
    /// Wilson's score interval, which is right for small numbers and for shares near 0 and 1, too. E. B. Wilson, "Probable inference, the law
    /// of succession, and statistical inference", 1927.
    /// </summary>
    /// <param name="right">From 0 to <paramref name="count"/>.</param>
    /// <param name="count">Number of samples, drawn at random.</param>
    /// <returns>Null for no samples.</returns>
    public static Interval? Wilson(int right, int count)
    {
        if (count == 0)
        {
            return null;
        }

        var (share, square) = ((double)right / count, Z * Z);
        var scale = 1 + (square / count);
        var centre = (share + (square / (2.0 * count))) / scale;
        var half = Z / scale * Math.Sqrt((share * (1 - share) / count) + (square / (4.0 * count * count)));
        return new(Math.Max(0, centre - half), Math.Min(1, centre + half));
    }
}
