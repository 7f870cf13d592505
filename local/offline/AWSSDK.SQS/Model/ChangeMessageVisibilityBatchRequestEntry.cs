namespace Amazon.SQS.Model;

public class ChangeMessageVisibilityBatchRequestEntry
{
    public string Id { get; set; }

    public string ReceiptHandle { get; set; }

    public int? VisibilityTimeout { get; set; }
}
