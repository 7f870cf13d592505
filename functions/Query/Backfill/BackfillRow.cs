using ImageClassification.Contracts;

namespace ImageClassification.Query.Backfill;

/// <param name="Item">Null where there is nothing to do.</param>
/// <param name="Cursor">Continues behind this row.</param>
internal sealed record BackfillRow(WorkItem.Classify? Item, string Cursor)
{
    /// <summary>Why there is nothing to do.</summary>
    public string? SkippedBecause { get; init; }

    /// <summary>What the row names or says.</summary>
    public string? Text { get; init; }

    /// <summary>How much of the manifest is read with this row, from 0 to 1. Null for what has no known end.</summary>
    public double? Done { get; init; }
}
