using System.Net;
using System.Text.Json;
using Amazon.Lambda.S3Events;
using ImageClassification.Contracts;

namespace ImageClassification.Ingest.Events;

/// <summary>One record of S3's own notification.</summary>
/// <remarks><see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html"/></remarks>
internal static class S3Record
{
    public static bool Is(JsonElement record) => record.Has("s3", JsonValueKind.Object);

    /// <returns>Null for an event about something else than the object's content.</returns>
    /// <exception cref="FormatException">A field that it must have is missing or of another kind.</exception>
    public static ObjectChange? Read(JsonElement json)
    {
        var record = Parse(json);
        var entity = Required(record.S3.Object, "s3.object");
        return KindOf(Required(record.EventName, "eventName")) is not { } kind ? null : new ObjectChange(
            kind,
            Required(record.S3.Bucket?.Name, "s3.bucket.name"),
            Decode(Required(NotEmpty(entity.Key), "s3.object.key")),
            new DateTimeOffset((record.EventTime == default ? throw new FormatException("eventTime is missing") : record.EventTime).ToUniversalTime()))
        {
            ETag = NotEmpty(entity.ETag)?.Trim('"'),
            Size = entity.Size >= 0 ? entity.Size : throw new FormatException("s3.object.size is negative"),
            VersionId = NotEmpty(entity.VersionId),
            Sequencer = Sequencer.From(entity.Sequencer),
            RequestId = record.ResponseElements?.XAmzRequestId,
        };
    }

    private static S3Event.S3EventNotificationRecord Parse(JsonElement json)
    {
        try
        {
            return json.Deserialize(S3Json.Default.S3EventNotificationRecord)!;
        }
        catch (JsonException exception)
        {
            throw new FormatException($"{exception.Path?.TrimStart('$', '.')} cannot be read");
        }
    }

    private static T Required<T>(T? value, string path)
        where T : class => value ?? throw new FormatException($"{path} is missing");

    private static string? NotEmpty(string? text) => text is { Length: > 0 } ? text : null;

    /// <summary>Keys are encoded as in a form: spaces are plus signs.</summary>
    public static string Decode(string key) => WebUtility.UrlDecode(key);

    /// <summary>Notifications say ObjectCreated:Put; some emulators keep the s3: that configurations have.</summary>
    private static ChangeKind? KindOf(string name)
    {
        var parts = name.Split(':');
        return parts is [.., "ObjectCreated", _] or [.., "ObjectRestore", "Completed"] ? ChangeKind.Created
            : parts is [.., "ObjectRemoved" or "LifecycleExpiration", _] ? ChangeKind.Deleted
            : null;
    }
}
