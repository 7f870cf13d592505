namespace ImageClassification.Cli.Transfer;

/// <param name="Reason">In words.</param>
/// <param name="Count">How many.</param>
/// <param name="Example">One of them.</param>
internal sealed record SkippedEntries(string Reason, int Count, string Example);
