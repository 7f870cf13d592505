using ImageClassification.Contracts;

namespace ImageClassification.Ingest.Events;

/// <summary>What happened to an object, in any of the forms of S3's events.</summary>
/// <param name="Kind">What.</param>
/// <param name="Bucket">The object's.</param>
/// <param name="Key">Decoded.</param>
/// <param name="At">When, in UTC.</param>
internal sealed record ObjectChange(ChangeKind Kind, string Bucket, string Key, DateTimeOffset At)
{
    /// <summary>Without quotes. Null for deletions.</summary>
    public string? ETag { get; init; }

    /// <summary>Bytes. Null for deletions.</summary>
    public long? Size { get; init; }

    /// <summary>S3's, in versioned buckets: of a delete marker, its own.</summary>
    public string? VersionId { get; init; }

    /// <summary>Creations and deletions have one.</summary>
    public Sequencer? Sequencer { get; init; }

    /// <summary>S3's, of the request that made the change.</summary>
    public string? RequestId { get; init; }
}
