using System.Text.Json;
using ImageClassification.Contracts;

namespace ImageClassification.Ingest.Events;

/// <summary>One event of S3's as EventBridge brings it. Its keys are not encoded.</summary>
/// <remarks><see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html"/></remarks>
internal static class EventBridgeEvent
{
    /// <summary>CloudTrail's events of S3, which have the same source, are none of these.</summary>
    public static bool Is(JsonElement form) =>
        form.Has("source", JsonValueKind.String) && form.Text("source") == "aws.s3" && form.Has("detail.object", JsonValueKind.Object);

    /// <inheritdoc cref="S3Record.Read"/>
    public static ObjectChange? Read(JsonElement form) => KindOf(form) is { } kind
        ? new ObjectChange(kind, form.Text("detail.bucket.name"), form.Text("detail.object.key"), form.Time("time"))
        {
            ETag = form.OptionalText("detail.object.etag")?.Trim('"'),
            Size = form.OptionalNumber("detail.object.size"),
            VersionId = form.OptionalText("detail.object.version-id"),
            Sequencer = Sequencer.From(form.OptionalText("detail.object.sequencer")),
            RequestId = form.OptionalText("detail.request-id"),
        }
        : null;

    private static ChangeKind? KindOf(JsonElement form) => form.Text("detail-type") switch
    {
        "Object Created" or "Object Restore Completed" => ChangeKind.Created,
        "Object Deleted" => ChangeKind.Deleted,
        _ => null,
    };
}
