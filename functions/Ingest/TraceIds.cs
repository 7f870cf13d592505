namespace ImageClassification.Ingest;

/// <summary>
/// Names a change of an object from here to the HTTP answer: S3's id of the request that changed it (its sender knows it,
/// and S3's access logs and CloudTrail keep it), or where the event has none, the root of Lambda's trace.
/// </summary>
internal static class TraceIds
{
    private const string Root = "Root=";

    /// <summary>The root of Lambda's trace, which _X_AMZN_TRACE_ID has as Root=1-…;Parent=…;Sampled=0.</summary>
    public static string? Of(string? lambdaTrace) =>
        lambdaTrace?.Split(';').FirstOrDefault(part => part.StartsWith(Root, StringComparison.Ordinal))?[Root.Length..];
}
