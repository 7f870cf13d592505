namespace ImageClassification.Cli.Load;

/// <summary>Of durations, in seconds.</summary>
internal sealed record Percentiles(double P50, double P95, double P99)
{
    /// <summary>By the nearest rank. Zeros where there are none.</summary>
    public static Percentiles Of(IEnumerable<double> seconds)
    {
        double[] ordered = [.. seconds.Order()];
        return new(At(0.50), At(0.95), At(0.99));

        double At(double share) => ordered.Length == 0 ? 0 : ordered[(int)Math.Ceiling(share * ordered.Length) - 1];
    }
}
