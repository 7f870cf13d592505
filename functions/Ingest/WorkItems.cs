using ImageClassification.Contracts;
using ImageClassification.Ingest.Events;

namespace ImageClassification.Ingest;

/// <summary>What a change of an object, or one task of S3 Batch Operations, asks for.</summary>
internal static class WorkItems
{
    /// <param name="change">Of the event.</param>
    /// <param name="bucket">The only one that is worked on.</param>
    /// <param name="lambdaTrace">The invocation's, as _X_AMZN_TRACE_ID has it.</param>
    /// <returns>Null if it is not an image under the bucket's upload prefix.</returns>
    public static WorkItem? From(ObjectChange change, string bucket, string? lambdaTrace)
    {
        if (change.Bucket != bucket || ImageKey(change.Key) is not { } key)
        {
            return null;
        }

        var version = new ObjectVersion(change.At, Sequencer: change.Sequencer);
        var traceId = change.RequestId ?? TraceIds.Of(lambdaTrace);
        return change.Kind == ChangeKind.Created
            ? new WorkItem.Classify(bucket, key, version with { ETag = change.ETag }) { Size = change.Size, TraceId = traceId }
            : new WorkItem.Delete(bucket, key, version) { VersionId = change.VersionId, TraceId = traceId };
    }

    /// <param name="task">Names an object, and of its versions at most the id.</param>
    /// <param name="bucket">The only one that is worked on.</param>
    /// <param name="model">Null follows the batch's declaration, then routing.json.</param>
    /// <param name="lambdaTrace">The invocation's, as _X_AMZN_TRACE_ID has it.</param>
    /// <returns>Null if it is not an image under the bucket's upload prefix.</returns>
    public static WorkItem? From(BatchTask task, string bucket, ModelName? model, string? lambdaTrace) =>
        task.Bucket == bucket && ImageKey(task.Key) is { } key
            ? new WorkItem.Classify(bucket, key, ObjectVersion.Unknown) { Model = model, TraceId = TraceIds.Of(lambdaTrace) }
            : null;

    private static ObjectKey? ImageKey(string? text) => ObjectKey.From(text) is { IsImage: true } key ? key : null;
}
