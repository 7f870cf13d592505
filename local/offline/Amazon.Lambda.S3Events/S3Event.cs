using System.Text.Json.Serialization;

namespace Amazon.Lambda.S3Events;

public class S3Event
{
    public List<S3EventNotificationRecord> Records { get; set; }

    public class S3EventNotificationRecord
    {
        public string EventName { get; set; }

        public DateTime EventTime { get; set; }

        public ResponseElementsEntity ResponseElements { get; set; }

        public S3Entity S3 { get; set; }
    }

    public class ResponseElementsEntity
    {
        [JsonPropertyName("x-amz-request-id")]
        public string XAmzRequestId { get; set; }
    }

    public class S3Entity
    {
        public S3BucketEntity Bucket { get; set; }

        public S3ObjectEntity Object { get; set; }
    }

    public class S3BucketEntity
    {
        public string Name { get; set; }
    }

    public class S3ObjectEntity
    {
        public string Key { get; set; }

        public long Size { get; set; }

        public string ETag { get; set; }

        public string VersionId { get; set; }

        public string Sequencer { get; set; }
    }
}
