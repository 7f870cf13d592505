namespace ImageClassification.Contracts;

/// <summary>One thing to do for one S3 object: the body of an SQS message, as JSON.</summary>
public sealed record WorkItem
{
    /// <summary>The version that this code writes. A deploy meets messages of the version before it in flight.</summary>
    public const int CurrentSchemaVersion = 1;

    public required int SchemaVersion { get; init; }

    public required WorkItemKind Kind { get; init; }

    public required string Bucket { get; init; }

    /// <summary>The decoded key, at most 1,024 bytes of UTF-8.</summary>
    public required string Key { get; init; }

    /// <summary>The entity tag without quotes. Null for deletions.</summary>
    public string? ETag { get; init; }

    /// <summary>As S3 sent it; see <see cref="Contracts.Sequencer"/>. Null from listings and some emulators.</summary>
    public string? Sequencer { get; init; }

    public string? VersionId { get; init; }

    /// <summary>Bytes. Null for deletions.</summary>
    public long? Size { get; init; }

    /// <summary>When it happened in S3; orders versions of an object that has no sequencer.</summary>
    public required DateTimeOffset EventTime { get; init; }
}
