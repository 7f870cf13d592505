namespace ImageClassification.Query.Backfill;

/// <summary>Rows that were skipped for one reason.</summary>
/// <param name="Reason">In words.</param>
/// <param name="Count">How many rows.</param>
/// <param name="Example">One of them.</param>
internal sealed record Skips(string Reason, int Count, string Example);
