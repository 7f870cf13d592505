using System.Net;
using System.Text.Json;
using ImageClassification.Contracts;

namespace ImageClassification.Ingest.Events;

/// <summary>One record of S3's own notification.</summary>
/// <remarks><see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html"/></remarks>
internal static class S3Record
{
    public static bool Is(JsonElement record) => record.Has("s3", JsonValueKind.Object);

    /// <returns>Null for an event about something else than the object's content.</returns>
    /// <exception cref="FormatException">A field that it must have is missing or of another kind.</exception>
    public static ObjectChange? Read(JsonElement record) => KindOf(record.Text("eventName")) is { } kind
        ? new ObjectChange(kind, record.Text("s3.bucket.name"), Decode(record.Text("s3.object.key")), record.Time("eventTime"))
        {
            ETag = record.OptionalText("s3.object.eTag")?.Trim('"'),
            Size = record.OptionalNumber("s3.object.size"),
            VersionId = record.OptionalText("s3.object.versionId"),
            Sequencer = Sequencer.From(record.OptionalText("s3.object.sequencer")),
            RequestId = record.OptionalText("responseElements.x-amz-request-id"),
        }
        : null;

    /// <summary>Keys are encoded as in a form: spaces are plus signs.</summary>
    public static string Decode(string key) => WebUtility.UrlDecode(key);

    /// <summary>Notifications say ObjectCreated:Put; some emulators keep the s3: that configurations have.</summary>
    private static ChangeKind? KindOf(string name) => name.Split(':') switch
    {
        [.., "ObjectCreated", _] => ChangeKind.Created,
        [.., "ObjectRestore", "Completed"] => ChangeKind.Restored,
        [.., "ObjectRemoved" or "LifecycleExpiration", "DeleteMarkerCreated"] => ChangeKind.Marked,
        [.., "ObjectRemoved" or "LifecycleExpiration", _] => ChangeKind.Deleted,
        _ => null,
    };
}
