namespace ImageClassification.Query.Backfill;

/// <param name="Queued">Images that became work items.</param>
/// <param name="Skipped">What is no image of this pipeline: other buckets, keys outside the image prefix, folders, unreadable rows. Null for retries.</param>
/// <param name="NextCursor">Continues; null at the end.</param>
internal sealed record BackfillSlice(int Queued, int? Skipped, string? NextCursor);
