namespace ImageClassification.Hosting;

/// <summary>A token that fires while there is still time to finish started work and to answer.</summary>
public static class Deadline
{
    /// <summary>Kept for the writes and the answer: a fifth of the time, at least one second and at most five.</summary>
    public static TimeSpan Margin(TimeSpan remaining) =>
        TimeSpan.FromSeconds(Math.Clamp(remaining.TotalSeconds / 5, 1, 5));

    /// <param name="remaining">Until Lambda ends the invocation.</param>
    /// <param name="time">The clock.</param>
    public static CancellationTokenSource For(TimeSpan remaining, TimeProvider time)
    {
        var usable = remaining - Margin(remaining);
        return new CancellationTokenSource(usable > TimeSpan.Zero ? usable : TimeSpan.Zero, time);
    }
}
