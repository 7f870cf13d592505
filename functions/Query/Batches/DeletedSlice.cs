namespace ImageClassification.Query.Batches;

/// <param name="Deleted">How many objects this request deleted.</param>
/// <param name="NextCursor">Continues; null when none is left.</param>
internal sealed record DeletedSlice(int Deleted, string? NextCursor);
