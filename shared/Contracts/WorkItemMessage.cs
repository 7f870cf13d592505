namespace ImageClassification.Contracts;

/// <summary>
/// A work item as its message has it. A deploy meets messages of the version before it in flight: a new schema version is read
/// beside the old one for as long as the queue keeps messages.
/// </summary>
internal sealed record WorkItemMessage
{
    private const int CurrentSchemaVersion = 2;

    /// <summary>Without model and traceId.</summary>
    private const int OldestSchemaVersion = 1;

    public required int SchemaVersion { get; init; }

    public required WorkItemKind Kind { get; init; }

    public required string Bucket { get; init; }

    /// <summary>Of a check, the batch's folder.</summary>
    public required ObjectKey Key { get; init; }

    /// <summary>Of a check, its event time is when the check is due.</summary>
    public required ObjectVersion Version { get; init; }

    /// <summary>Of a deletion.</summary>
    public string? VersionId { get; init; }

    public long? Size { get; init; }

    public ModelName? Model { get; init; }

    public string? TraceId { get; init; }

    public static WorkItemMessage Of(WorkItem item) => item switch
    {
        WorkItem.Classify classify => New(WorkItemKind.Classify, item, classify.Key, classify.Version) with
        {
            Size = classify.Size,
            Model = classify.Model,
        },
        WorkItem.Delete delete => New(WorkItemKind.Delete, item, delete.Key, delete.Version) with { VersionId = delete.VersionId },
        WorkItem.Check check => New(WorkItemKind.Check, item, ObjectKey.Parse(check.Batch.Folder), new(check.DueAt)),
        _ => throw new ArgumentException($"Work of the kind {item.GetType().Name} has no message.", nameof(item)),
    };

    /// <exception cref="FormatException">The schema version is not known.</exception>
    public WorkItem ToWorkItem() => (SchemaVersion, Kind) switch
    {
        ( < OldestSchemaVersion or > CurrentSchemaVersion, _) => throw new FormatException(
            $"Work items of schema version {SchemaVersion} are not supported; supported are {OldestSchemaVersion} to {CurrentSchemaVersion}."),
        (_, WorkItemKind.Classify) => new WorkItem.Classify(Bucket, Key, Version) { Size = Size, Model = Model, TraceId = TraceId },
        (_, WorkItemKind.Delete) => new WorkItem.Delete(Bucket, Key, Version) { VersionId = VersionId, TraceId = TraceId },
        (_, WorkItemKind.Check) => new WorkItem.Check(Bucket, Key.Batch, Version.EventTime) { TraceId = TraceId },
        _ => throw new FormatException($"Work items of the kind {Kind} are not known."),
    };

    private static WorkItemMessage New(WorkItemKind kind, WorkItem item, ObjectKey key, ObjectVersion version) => new()
    {
        SchemaVersion = CurrentSchemaVersion,
        Kind = kind,
        Bucket = item.Bucket,
        Key = key,
        Version = version,
        TraceId = item.TraceId,
    };
}
