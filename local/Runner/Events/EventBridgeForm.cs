using System.Text.Json.Nodes;
using ImageClassification.Runner.Templates;

namespace ImageClassification.Runner.Events;

/// <summary>S3's events in EventBridge's form: keys as they are, other names of fields, one object an event.</summary>
/// <remarks><see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html"/></remarks>
internal static class EventBridgeForm
{
    /// <param name="record">Of S3's own notification.</param>
    /// <returns>Null for events that S3 does not send to EventBridge, or not as an object's change.</returns>
    public static JsonObject? Of(JsonNode record)
    {
        var name = ((string)record["eventName"]!).Split(':');
        var (type, reason, deletion) = TypeOf(name[^2], name[^1]);
        if (type is null)
        {
            return null;
        }

        var s3 = record["s3"]!;
        var bucket = (string)s3["bucket"]!["name"]!;
        var changed = new JsonObject { ["key"] = Decode((string)s3["object"]!["key"]!) };
        foreach (var (from, to) in new[] { ("size", "size"), ("eTag", "etag"), ("versionId", "version-id"), ("sequencer", "sequencer") })
        {
            if (s3["object"]![from] is { } value)
            {
                changed[to] = value.DeepClone();
            }
        }

        var detail = new JsonObject
        {
            ["version"] = "0",
            ["bucket"] = new JsonObject { ["name"] = bucket },
            ["object"] = changed,
            ["request-id"] = record["responseElements"]?["x-amz-request-id"]?.DeepClone(),
            ["requester"] = Stack.Account,
            ["reason"] = reason,
        };
        if (deletion is not null)
        {
            detail["deletion-type"] = deletion;
        }

        return new()
        {
            ["version"] = "0",
            ["id"] = Guid.NewGuid().ToString(),
            ["detail-type"] = type,
            ["source"] = "aws.s3",
            ["account"] = Stack.Account,
            ["time"] = record["eventTime"]?.DeepClone(),
            ["region"] = Stack.Region,
            ["resources"] = new JsonArray($"arn:aws:s3:::{bucket}"),
            ["detail"] = detail,
        };
    }

    /// <summary>S3's own events encode keys as in a form.</summary>
    public static string Decode(string key) => Uri.UnescapeDataString(key.Replace('+', ' '));

    private static (string? Type, string? Reason, string? Deletion) TypeOf(string happened, string how) => (happened, how) switch
    {
        ("ObjectCreated", "Put") => ("Object Created", "PutObject", null),
        ("ObjectCreated", "Post") => ("Object Created", "POST Object", null),
        ("ObjectCreated", "Copy") => ("Object Created", "CopyObject", null),
        ("ObjectCreated", _) => ("Object Created", "CompleteMultipartUpload", null),
        ("ObjectRestore", "Completed") => ("Object Restore Completed", null, null),
        ("ObjectRemoved" or "LifecycleExpiration", _) => (
            "Object Deleted",
            happened == "ObjectRemoved" ? "DeleteObject" : "Lifecycle Expiration",
            how == "DeleteMarkerCreated" ? "Delete Marker Created" : "Permanently Deleted"),
        _ => default,
    };
}
