using System.Net;
using Amazon.Lambda.S3Events;
using ImageClassification.Contracts;

namespace ImageClassification.Ingest;

/// <summary>What one record of an S3 event, or one task of S3 Batch Operations, asks for.</summary>
internal static class WorkItems
{
    /// <param name="record">Of the event.</param>
    /// <param name="bucket">The only one that is worked on.</param>
    /// <param name="lambdaTrace">The invocation's, as _X_AMZN_TRACE_ID has it.</param>
    /// <returns>Null for what is no image under the upload prefix of the bucket, and for events about other things.</returns>
    public static WorkItem? From(S3Event.S3EventNotificationRecord record, string bucket, string? lambdaTrace)
    {
        var entity = record.S3.Object;
        if (record.S3.Bucket.Name != bucket || ImageKey(entity.Key) is not { } key)
        {
            return null;
        }

        var version = new ObjectVersion(new DateTimeOffset(record.EventTime.ToUniversalTime()), Sequencer: Sequencer.From(entity.Sequencer));
        var traceId = TraceIds.Of(record, lambdaTrace);

        // Notifications say ObjectCreated:Put; some emulators keep the s3: that configurations have.
        return record.EventName.Split(':') is [.., var happened, _] ? happened switch
        {
            "ObjectCreated" => new WorkItem.Classify(bucket, key, version with { ETag = entity.ETag?.Trim('"') })
            {
                VersionId = NotEmpty(entity.VersionId),
                Size = entity.Size,
                TraceId = traceId,
            },
            "ObjectRemoved" or "LifecycleExpiration" => new WorkItem.Delete(bucket, key, version) { VersionId = NotEmpty(entity.VersionId), TraceId = traceId },
            _ => null,
        }
        : null;
    }

    /// <param name="task">Names an object, and of its versions at most the id.</param>
    /// <param name="bucket">The only one that is worked on.</param>
    /// <param name="model">Null follows the batch's declaration, then routing.json.</param>
    /// <param name="lambdaTrace">The invocation's, as _X_AMZN_TRACE_ID has it.</param>
    /// <returns>Null for what is no image under the upload prefix of the bucket.</returns>
    public static WorkItem? From(BatchTask task, string bucket, ModelName? model, string? lambdaTrace) =>
        task.Bucket == bucket && ImageKey(task.S3Key) is { } key
            ? new WorkItem.Classify(bucket, key, ObjectVersion.Unknown)
            {
                VersionId = NotEmpty(task.S3VersionId),
                Model = model,
                TraceId = TraceIds.Of(lambdaTrace),
            }
            : null;

    /// <summary>Keys are encoded as in a form: spaces are plus signs.</summary>
    private static ObjectKey? ImageKey(string encoded) => ObjectKey.From(WebUtility.UrlDecode(encoded)) is { IsImage: true } key ? key : null;

    private static string? NotEmpty(string? text) => text is { Length: > 0 } ? text : null;
}
