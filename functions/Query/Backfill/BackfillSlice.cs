namespace ImageClassification.Query.Backfill;

/// <param name="Queued">Images that became work items.</param>
/// <param name="Skipped">Rows that are no image of this pipeline, or name nothing. Null for retries.</param>
/// <param name="NextCursor">Continues; null at the end.</param>
internal sealed record BackfillSlice(int Queued, int? Skipped, string? NextCursor)
{
    /// <summary>Why rows were skipped. Null where none was.</summary>
    public IReadOnlyList<Skips>? SkippedBecause { get; init; }

    /// <summary>How much of the manifest is read, from 0 to 1. Null for listings, and retries, which have no known end.</summary>
    public double? Done { get; init; }

    /// <summary>Why nothing at all was queued.</summary>
    public string? Reason { get; init; }

    /// <summary>Where nothing was found: folders that are there.</summary>
    public IReadOnlyList<string>? Folders { get; init; }
}
