namespace Amazon.SQS.Model;

public class SendMessageBatchResultEntry
{
    public string Id { get; set; }

    public string MessageId { get; set; }

    public string MD5OfMessageBody { get; set; }

    public string MD5OfMessageAttributes { get; set; }

    public string SequenceNumber { get; set; }
}
