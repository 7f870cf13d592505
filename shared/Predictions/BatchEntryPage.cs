namespace ImageClassification.Predictions;

/// <param name="Batches">The newest first.</param>
/// <param name="NextCursor">Asks for the next page; null on the last.</param>
public sealed record BatchEntryPage(IReadOnlyList<BatchEntry> Batches, string? NextCursor);
