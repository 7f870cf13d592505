namespace ImageClassification.Fuzz;

/// <summary>What an input came to.</summary>
/// <param name="Outcome"><see cref="Decoded"/>, an error code, or what must not happen: <see cref="Findings"/>.</param>
/// <param name="Detail">More about a finding.</param>
/// <param name="Time">From the input to the answer.</param>
/// <param name="PeakBytes">The most memory that the process held meanwhile; 0 where it ended.</param>
internal sealed record Verdict(string Outcome, string Detail, TimeSpan Time, long PeakBytes)
{
    public const string Decoded = "DECODED";

    /// <summary>The process ended.</summary>
    public const string Crash = "CRASH";

    /// <summary>No answer in time.</summary>
    public const string Hang = "HANG";

    /// <summary>More memory than allowed.</summary>
    public const string Memory = "MEMORY";

    /// <summary>An exception came out, which a service would try again and again.</summary>
    public const string Exception = "EXCEPTION";

    /// <summary>The tensor holds what was in memory before: perhaps another's image.</summary>
    public const string Leak = "LEAK";

    private static readonly string[] Findings = [Crash, Hang, Memory, Exception, Leak];

    public bool IsFinding => Findings.Contains(Outcome);
}
