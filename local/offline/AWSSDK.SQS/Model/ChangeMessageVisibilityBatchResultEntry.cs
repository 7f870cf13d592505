namespace Amazon.SQS.Model;

public class ChangeMessageVisibilityBatchResultEntry
{
    public string Id { get; set; }
}
