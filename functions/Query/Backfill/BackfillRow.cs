using ImageClassification.Contracts;

namespace ImageClassification.Query.Backfill;

/// <param name="Item">Null where there is nothing to do.</param>
/// <param name="Cursor">Continues behind this row.</param>
internal sealed record BackfillRow(WorkItem.Classify? Item, string Cursor);
