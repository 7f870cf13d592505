namespace Amazon.SQS.Model;

public class DeleteMessageBatchRequest : AmazonSQSRequest
{
    public string QueueUrl { get; set; }

    public List<DeleteMessageBatchRequestEntry> Entries { get; set; }
}
