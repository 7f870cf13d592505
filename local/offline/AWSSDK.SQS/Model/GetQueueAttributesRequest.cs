namespace Amazon.SQS.Model;

public class GetQueueAttributesRequest : AmazonSQSRequest
{
    public string QueueUrl { get; set; }

    public List<string> AttributeNames { get; set; }
}
