namespace ImageClassification.Query.Compare;

/// <param name="Compared">Images of this page that both versions have looked at.</param>
/// <param name="Changed">Those of them whose status, label or error code differ.</param>
/// <param name="NextCursor">Asks for the next page; null on the last.</param>
internal sealed record Comparison(int Compared, IReadOnlyList<Change> Changed, string? NextCursor);
