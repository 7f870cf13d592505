using System.Net;
using Amazon.Lambda.S3Events;
using ImageClassification.Contracts;

namespace ImageClassification.Ingest;

/// <summary>What one record of an S3 event, or one task of S3 Batch Operations, asks for.</summary>
internal static class WorkItems
{
    /// <param name="record">Of the event.</param>
    /// <param name="lambdaTrace">The invocation's, as _X_AMZN_TRACE_ID has it.</param>
    /// <returns>Null for what is no image under the upload prefix, and for events about other things.</returns>
    public static WorkItem? From(S3Event.S3EventNotificationRecord record, string? lambdaTrace)
    {
        // Keys are encoded as in a form: spaces are plus signs.
        var key = WebUtility.UrlDecode(record.S3.Object.Key);
        return Upload.IsImage(key) && KindOf(record.EventName) is { } kind
            ? new WorkItem
            {
                SchemaVersion = WorkItem.CurrentSchemaVersion,
                Kind = kind,
                Bucket = record.S3.Bucket.Name,
                Key = key,
                Version = new ObjectVersion(
                    new DateTimeOffset(record.EventTime.ToUniversalTime()),
                    kind == WorkItemKind.Classify ? record.S3.Object.ETag?.Trim('"') : null,
                    Sequencer.From(record.S3.Object.Sequencer)),
                VersionId = record.S3.Object.VersionId is { Length: > 0 } versionId ? versionId : null,
                Size = kind == WorkItemKind.Classify ? record.S3.Object.Size : null,
                TraceId = TraceIds.Of(record, lambdaTrace),
            }
            : null;
    }

    /// <param name="task">Names an object, and of its versions at most the id.</param>
    /// <param name="bucket">The only one that is worked on.</param>
    /// <param name="model">Null follows routing.json.</param>
    /// <param name="lambdaTrace">The invocation's, as _X_AMZN_TRACE_ID has it.</param>
    /// <returns>Null for what is no image under the upload prefix of the bucket.</returns>
    public static WorkItem? From(BatchTask task, string bucket, string? model, string? lambdaTrace)
    {
        var key = WebUtility.UrlDecode(task.S3Key);
        return Upload.IsImage(key) && task.Bucket == bucket
            ? new WorkItem
            {
                SchemaVersion = WorkItem.CurrentSchemaVersion,
                Kind = WorkItemKind.Classify,
                Bucket = bucket,
                Key = key,
                Version = ObjectVersion.Unknown,
                VersionId = task.S3VersionId is { Length: > 0 } versionId ? versionId : null,
                Model = model,
                TraceId = TraceIds.Of(lambdaTrace),
            }
            : null;
    }

    /// <summary>Notifications say ObjectCreated:Put; some emulators keep the s3: that configurations have.</summary>
    private static WorkItemKind? KindOf(string eventName)
    {
        var name = eventName.StartsWith("s3:", StringComparison.Ordinal) ? eventName[3..] : eventName;
        return name.StartsWith("ObjectCreated:", StringComparison.Ordinal) ? WorkItemKind.Classify
            : name.StartsWith("ObjectRemoved:", StringComparison.Ordinal) || name.StartsWith("LifecycleExpiration:", StringComparison.Ordinal) ? WorkItemKind.Delete
            : null;
    }
}
