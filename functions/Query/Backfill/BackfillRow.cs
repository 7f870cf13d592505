using ImageClassification.Contracts;

namespace ImageClassification.Query.Backfill;

/// <param name="Item">Null where there is nothing to do.</param>
/// <param name="Cursor">Continues behind this row.</param>
internal sealed record BackfillRow(WorkItem? Item, string Cursor)
{
    /// <summary>A work item for the object. Without a model, its batch's is used.</summary>
    public static WorkItem Classify(string bucket, string key, ObjectVersion version, string? model, long? size = null) => new()
    {
        SchemaVersion = WorkItem.CurrentSchemaVersion,
        Kind = WorkItemKind.Classify,
        Bucket = bucket,
        Key = key,
        Version = version,
        Model = model,
        Size = size,
    };
}
