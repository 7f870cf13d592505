namespace ImageClassification.Contracts;

/// <summary>One thing to do for one S3 object: the body of an SQS message, as JSON.</summary>
public sealed record WorkItem
{
    /// <summary>
    /// The version that this code writes. A deploy meets messages of the version before it in flight:
    /// a new version is read beside the old one for as long as the queue keeps messages.
    /// </summary>
    public const int CurrentSchemaVersion = 2;

    /// <summary>The oldest version that is read. Version 1 has neither <see cref="Model"/> nor <see cref="TraceId"/>.</summary>
    public const int OldestSchemaVersion = 1;

    public required int SchemaVersion { get; init; }

    public required WorkItemKind Kind { get; init; }

    public required string Bucket { get; init; }

    /// <summary>The decoded key, at most 1,024 bytes of UTF-8.</summary>
    public required string Key { get; init; }

    public required ObjectVersion Version { get; init; }

    /// <summary>S3's, in versioned buckets.</summary>
    public string? VersionId { get; init; }

    /// <summary>Bytes. Null for deletions.</summary>
    public long? Size { get; init; }

    /// <summary>The model to use, by its folder's name in models/, whatever routing.json says. Null follows routing.json.</summary>
    public string? Model { get; init; }

    /// <summary>Names what caused the work, the same from the S3 event to the HTTP answer.</summary>
    public string? TraceId { get; init; }

    /// <param name="bucket">The pipeline's.</param>
    /// <param name="batch">Its name.</param>
    /// <param name="at">For when it is sent. The latest of a batch counts.</param>
    public static WorkItem Check(string bucket, string batch, DateTimeOffset at) => new()
    {
        SchemaVersion = CurrentSchemaVersion,
        Kind = WorkItemKind.Check,
        Bucket = bucket,
        Key = $"{Upload.Prefix}{batch}/",
        Version = new ObjectVersion(at),
    };
}
