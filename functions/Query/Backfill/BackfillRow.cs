using ImageClassification.Contracts;

namespace ImageClassification.Query.Backfill;

/// <param name="Item">Null where there is nothing to do.</param>
/// <param name="Cursor">Continues behind this row.</param>
internal sealed record BackfillRow(WorkItem? Item, string Cursor)
{
    /// <param name="model">The model to use; null follows routing.json.</param>
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
