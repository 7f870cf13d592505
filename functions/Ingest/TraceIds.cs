using Amazon.Lambda.S3Events;

namespace ImageClassification.Ingest;

/// <summary>What names a change of an object from here to the HTTP answer.</summary>
internal static class TraceIds
{
    private const string Root = "Root=";

    /// <param name="record">Of the event.</param>
    /// <param name="lambdaTrace">The invocation's, as _X_AMZN_TRACE_ID has it: Root=1-…;Parent=…;Sampled=0.</param>
    /// <returns>
    /// S3's id of the request that changed the object: whoever sent it was told, and S3's access logs and CloudTrail keep it.
    /// Where the event has none, the root of Lambda's trace.
    /// </returns>
    public static string? Of(S3Event.S3EventNotificationRecord record, string? lambdaTrace) =>
        record.ResponseElements?.XAmzRequestId is { Length: > 0 } requestId ? requestId
        : Of(lambdaTrace);

    /// <summary>The root of Lambda's trace.</summary>
    public static string? Of(string? lambdaTrace) =>
        lambdaTrace?.Split(';').FirstOrDefault(part => part.StartsWith(Root, StringComparison.Ordinal))?[Root.Length..];
}
