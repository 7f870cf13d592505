using System.Text.Json;
using ImageClassification.Contracts;
using ImageClassification.Ingest.Events;

namespace ImageClassification.Ingest.Tests.Events;

public sealed class EventFormsTests
{
    private const string Notification =
        """{"Records":[{"eventSource":"aws:s3","eventTime":"2026-01-15T09:30:00.000Z","eventName":"NAME","responseElements":{"x-amz-request-id":"R1"},"s3":{"bucket":{"name":"images"},"object":{"key":"uploads/a+%2B.jpg","size":5,"eTag":"e","versionId":"v","sequencer":"0A"}}}]}""";

    private const string EventBridge =
        """{"version":"0","id":"17793124","detail-type":"TYPE","source":"aws.s3","time":"2026-01-15T09:30:00Z","resources":["arn:aws:s3:::images"],"detail":{"version":"0","bucket":{"name":"images"},"object":{"key":"uploads/a+%2B.jpg","size":5,"etag":"e","version-id":"v","sequencer":"0A"},"request-id":"R1","reason":"r","deletion-type":"DELETION"}}""";

    private static readonly DateTimeOffset At = new(2026, 1, 15, 9, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("ObjectCreated:Put", nameof(ChangeKind.Created))]
    [InlineData("s3:ObjectCreated:CompleteMultipartUpload", nameof(ChangeKind.Created))]
    [InlineData("ObjectRestore:Completed", nameof(ChangeKind.Created))]
    [InlineData("ObjectRemoved:Delete", nameof(ChangeKind.Deleted))]
    [InlineData("ObjectRemoved:DeleteMarkerCreated", nameof(ChangeKind.Deleted))]
    [InlineData("LifecycleExpiration:Delete", nameof(ChangeKind.Deleted))]
    [InlineData("LifecycleExpiration:DeleteMarkerCreated", nameof(ChangeKind.Deleted))]
    public void S3s_own_form_has_encoded_keys(string name, string kind)
    {
        var changes = Changes(Notification.Replace("NAME", name, StringComparison.Ordinal));

        changes.Objects.ShouldBe([Change(kind, "uploads/a +.jpg")]);
    }

    [Theory]
    [InlineData("Object Created", "", nameof(ChangeKind.Created))]
    [InlineData("Object Restore Completed", "", nameof(ChangeKind.Created))]
    [InlineData("Object Deleted", "Permanently Deleted", nameof(ChangeKind.Deleted))]
    [InlineData("Object Deleted", "Delete Marker Created", nameof(ChangeKind.Deleted))]
    public void EventBridges_form_has_keys_as_they_are(string type, string deletion, string kind)
    {
        var changes = Changes(EventBridge.Replace("TYPE", type, StringComparison.Ordinal).Replace("DELETION", deletion, StringComparison.Ordinal));

        changes.Objects.ShouldBe([Change(kind, "uploads/a+%2B.jpg")]);
    }

    [Fact]
    public void What_is_told_of_an_object_besides_its_content_is_received_and_left()
    {
        var forms = new[] { Notification.Replace("NAME", "ObjectTagging:Put", StringComparison.Ordinal), EventBridge.Replace("TYPE", "Object Tags Added", StringComparison.Ordinal) };

        var read = forms.Select(Changes);

        read.ShouldAllBe(changes => changes.Received == 1 && changes.Objects.Count == 0 && changes.Faults.Count == 0);
    }

    [Fact]
    public void The_record_of_an_on_failure_destination_is_unwrapped_however_often()
    {
        var once = $$$"""{"version":"1.0","requestContext":{"condition":"RetriesExhausted"},"requestPayload":{{{EventBridge.Replace("TYPE", "Object Created", StringComparison.Ordinal)}}},"responsePayload":{}}""";
        var twice = $$$"""{"version":"1.0","requestContext":{"condition":"RetriesExhausted"},"requestPayload":{{{once}}}}""";

        var read = new[] { once, twice }.Select(Changes);

        read.ShouldAllBe(changes => changes.Objects.Count == 1);
    }

    [Theory]
    [InlineData("{}", "an empty object")]
    [InlineData("[1]", "a JSON array")]
    [InlineData("null", "a JSON null")]
    [InlineData("""{"Records":[]}""", "an object with Records")]
    [InlineData("""{"Records":null}""", "an object with Records")]
    [InlineData("""{"Records":[null]}""", "records of an unknown source")]
    [InlineData("""{"Records":[{"EventSource":"aws:sns","Sns":{"Message":"{}"}}]}""", "a record of aws:sns")]
    [InlineData("""{"Records":[{"eventSource":"aws:sqs","body":"{}"}]}""", "a record of aws:sqs")]
    [InlineData("""{"Records":[{"eventSource":"aws:s3","s3":{}},{"eventSource":"aws:sqs","body":"{}"}]}""", "a record of aws:sqs")]
    [InlineData("""{"source":"aws.events","detail-type":"Scheduled Event","detail":{}}""", "EventBridge's \"Scheduled Event\" of aws.events")]
    [InlineData("""{"source":"aws.s3","detail-type":"AWS API Call via CloudTrail","detail":{"eventName":"PutObject"}}""", "AWS API Call via CloudTrail")]
    [InlineData("""{"requestContext":{},"requestPayload":{}}""", "an empty object")]
    [InlineData("""{"version":"2.0","rawPath":"/x","requestContext":{"http":{}}}""", "version, rawPath, requestContext")]
    [InlineData("""{"Event":"s3:Other\ud800","\u0007bell":1}""", "not a string")]
    public void Everything_else_fails_with_what_it_looks_like(string json, string look)
    {
        var read = () => EventForms.Read(Parse(json));

        read.ShouldThrow<UnknownEventException>().Message.ShouldContain(look);
    }

    [Theory]
    [InlineData("\"key\":\"uploads/a+%2B.jpg\"", "\"key\":null", "s3.object.key is missing")]
    [InlineData("\"key\":\"uploads/a+%2B.jpg\"", "\"key\":5", "s3.object.key cannot be read")]
    [InlineData("\"key\":\"uploads/a+%2B.jpg\"", "\"key\":\"\\ud800\"", "s3.object.key cannot be read")]
    [InlineData("\"size\":5", "\"size\":\"5\"", "s3.object.size cannot be read")]
    [InlineData("2026-01-15T09:30:00.000Z", "yesterday", "eventTime cannot be read")]
    [InlineData("\"eventName\":\"NAME\",", "", "eventName is missing")]
    [InlineData("{\"name\":\"images\"}", "[]", "s3.bucket cannot be read")]
    public void A_record_that_cannot_be_read_is_told_by_its_field(string old, string changed, string fault)
    {
        var changes = Changes(Notification.Replace(old, changed, StringComparison.Ordinal).Replace("NAME", "ObjectCreated:Put", StringComparison.Ordinal));

        changes.Faults.ShouldBe([fault]);
        changes.Objects.ShouldBeEmpty();
    }

    private static ObjectChange Change(string kind, string key) => new(Enum.Parse<ChangeKind>(kind), "images", key, At)
    {
        ETag = "e",
        Size = 5,
        VersionId = "v",
        Sequencer = Sequencer.From("0A"),
        RequestId = "R1",
    };

    private static IngestEvent.Changes Changes(string json) => EventForms.Read(Parse(json)).ShouldBeOfType<IngestEvent.Changes>();

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
