using System.Text.Json.Nodes;

namespace ImageClassification.Runner.Templates;

/// <summary>A source of events that invokes a function.</summary>
internal abstract record EventSource
{
    private EventSource()
    {
    }

    /// <param name="Event">A pattern such as <c>s3:ObjectCreated:*</c>.</param>
    public sealed record Bucket(string Name, string Event, string Prefix, string Suffix) : EventSource
    {
        /// <param name="bucket">The changed object's bucket.</param>
        /// <param name="eventName">As in S3's event, which leaves <c>s3:</c> out.</param>
        /// <param name="key">Decoded.</param>
        public bool Takes(string bucket, string eventName, string key) =>
            bucket == Name
            && key.StartsWith(Prefix, StringComparison.Ordinal)
            && key.EndsWith(Suffix, StringComparison.Ordinal)
            && (Event is [.. var start, '*'] ? $"s3:{eventName}".StartsWith(start, StringComparison.Ordinal) : $"s3:{eventName}" == Event);
    }

    /// <summary>A rule of EventBridge on changes of a bucket.</summary>
    /// <param name="Types">Such as Object Created.</param>
    public sealed record Rule(string Name, string Prefix, IReadOnlyList<string> Types) : EventSource
    {
        /// <param name="change">In EventBridge's form.</param>
        public bool Takes(JsonNode change) =>
            (string?)change["detail"]?["bucket"]?["name"] == Name
            && ((string?)change["detail"]!["object"]?["key"])?.StartsWith(Prefix, StringComparison.Ordinal) == true
            && Types.Contains((string?)change["detail-type"] ?? "");
    }

    /// <param name="Arn">The queue's.</param>
    /// <param name="ReportsFailures">Whether the function's answer names the messages that failed.</param>
    public sealed record Queue(string Arn, int BatchSize, TimeSpan Window, bool ReportsFailures) : EventSource;

    /// <param name="Method">GET, …, or ANY.</param>
    /// <param name="Path">Such as <c>/batches/{batch}</c> or <c>/predictions/{key+}</c>.</param>
    public sealed record Route(string Method, string Path) : EventSource;
}
