namespace Amazon.SQS.Model;

public class SendMessageBatchRequestEntry
{
    public string Id { get; set; }

    public string MessageBody { get; set; }

    public int? DelaySeconds { get; set; }

    public Dictionary<string, MessageAttributeValue> MessageAttributes { get; set; }

    public string MessageDeduplicationId { get; set; }

    public string MessageGroupId { get; set; }
}
