using Amazon.Lambda.S3Events;

namespace ImageClassification.Offline.Serialization;

public sealed class S3EventTests
{
    [Fact]
    public void A_put_notification_is_read()
    {
        const string Json = """
            {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"eu-west-1","eventTime":"2026-03-01T09:30:00.123Z",
            "eventName":"ObjectCreated:Put","userIdentity":{"principalId":"A1"},"requestParameters":{"sourceIPAddress":"127.0.0.1"},
            "responseElements":{"x-amz-request-id":"R1","x-amz-id-2":"I2"},
            "s3":{"s3SchemaVersion":"1.0","configurationId":"uploads","bucket":{"name":"images","ownerIdentity":{"principalId":"A1"},"arn":"arn:aws:s3:::images"},
            "object":{"key":"uploads/b1/happy+face%2B.jpg","size":1024,"eTag":"d41d8cd98f00b204e9800998ecf8427e","versionId":"v1","sequencer":"0A1B2C3D4E5F678901"}}}]}
            """;

        var record = Serialization.Json.Read<S3Event>(Json).Records.ShouldHaveSingleItem();

        record.EventName.ShouldBe("ObjectCreated:Put");
        record.EventTime.ShouldBe(new DateTime(2026, 3, 1, 9, 30, 0, 123, DateTimeKind.Utc));
        record.EventTime.Kind.ShouldBe(DateTimeKind.Utc);
        record.ResponseElements.XAmzRequestId.ShouldBe("R1");
        record.S3.Bucket.Name.ShouldBe("images");
        record.S3.Object.Key.ToString().ShouldBe("uploads/b1/happy+face%2B.jpg");
        record.S3.Object.Size.ShouldBe(1024);
        record.S3.Object.ETag.ShouldBe("d41d8cd98f00b204e9800998ecf8427e");
        record.S3.Object.VersionId.ShouldBe("v1");
        record.S3.Object.Sequencer.ShouldBe("0A1B2C3D4E5F678901");
    }

    [Fact]
    public void A_test_event_has_no_records()
    {
        const string Json = """{"Service":"Amazon S3","Event":"s3:TestEvent","Time":"2026-03-01T09:30:00.123Z","Bucket":"images","RequestId":"R1","HostId":"H1"}""";

        var read = Serialization.Json.Read<S3Event>(Json);

        read.Records.ShouldBeNull();
    }

    [Fact]
    public void A_delete_notification_has_no_size_and_no_eTag()
    {
        const string Json = """{"Records":[{"eventName":"ObjectRemoved:Delete","s3":{"object":{"key":"uploads/a.jpg","sequencer":"00"}}}]}""";

        var removed = Serialization.Json.Read<S3Event>(Json).Records[0].S3.Object;

        removed.Size.ShouldBe(0);
        removed.ETag.ShouldBeNull();
    }
}
