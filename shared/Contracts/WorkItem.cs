using System.Text.Json;

namespace ImageClassification.Contracts;

/// <summary>One thing to do: <see cref="Classify"/>, <see cref="Delete"/> or <see cref="Check"/>, nothing else. The body of an SQS message, as JSON.</summary>
/// <param name="Bucket">The pipeline's.</param>
public abstract record WorkItem(string Bucket)
{
    /// <summary>Identifies the work's cause, from the S3 event to the HTTP answer.</summary>
    public string? TraceId { get; init; }

    /// <exception cref="FormatException">The text is not a work item of a known version. The message says where, without quoting it.</exception>
    public static WorkItem Parse(string body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, ContractsJson.Default.WorkItemMessage)?.ToWorkItem() ?? throw new FormatException("The message is empty.");
        }
        catch (JsonException exception)
        {
            throw new FormatException($"The message is not a work item: at {exception.Path ?? "$"}, byte {exception.BytePositionInLine}.");
        }
    }

    public string ToJson() => JsonSerializer.Serialize(WorkItemMessage.Of(this), ContractsJson.Default.WorkItemMessage);

    /// <summary>Classify an object.</summary>
    /// <param name="Bucket">The pipeline's.</param>
    /// <param name="Key">The object's.</param>
    /// <param name="Version">Of the object; <see cref="ObjectVersion.Unknown"/> where only the key is known.</param>
    public sealed record Classify(string Bucket, ObjectKey Key, ObjectVersion Version) : WorkItem(Bucket)
    {
        /// <summary>Bytes, if known.</summary>
        public long? Size { get; init; }

        /// <summary>The model to use, regardless of routing.json. Null follows the batch's declaration, then routing.json.</summary>
        public ModelName? Model { get; init; }

        /// <summary>Whether an S3 event announced this version: then a replacement is announced, too. Other sources mean the object as it is.</summary>
        public bool IsEvent => Model is null && Version.Sequencer is not null;
    }

    /// <summary>Leave a tombstone for an object.</summary>
    /// <param name="Bucket">The pipeline's.</param>
    /// <param name="Key">The object's.</param>
    /// <param name="Version">Of the deletion.</param>
    public sealed record Delete(string Bucket, ObjectKey Key, ObjectVersion Version) : WorkItem(Bucket)
    {
        /// <summary>S3's, in versioned buckets.</summary>
        public string? VersionId { get; init; }
    }

    /// <summary>Check whether a batch has as many predictions as expected.</summary>
    /// <param name="Bucket">The pipeline's.</param>
    /// <param name="Batch">Its name.</param>
    /// <param name="DueAt">Time for which it was sent. Of a batch's checks, the one with the latest time counts.</param>
    public sealed record Check(string Bucket, BatchName Batch, DateTimeOffset DueAt) : WorkItem(Bucket);
}
