using Amazon.Lambda.S3Events;

namespace ImageClassification.Ingest;

/// <summary>What wakes Ingest: S3's event with its records, or the tasks of an S3 Batch Operations job, in either invocation schema.</summary>
/// <remarks><see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/batch-ops-invoke-lambda.html"/></remarks>
internal sealed class IngestEvent : S3Event
{
    /// <summary>"1.0" or "2.0". Null in S3's events.</summary>
    public string? InvocationSchemaVersion { get; set; }

    public string? InvocationId { get; set; }

    public BatchJob? Job { get; set; }

    public IReadOnlyList<BatchTask>? Tasks { get; set; }
}
