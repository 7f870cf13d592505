using Amazon.Runtime;

namespace Amazon.SQS.Model;

public class SendMessageRequest : AmazonSQSRequest
{
    public string QueueUrl { get; set; }

    public string MessageBody { get; set; }

    public int? DelaySeconds { get; set; }
}

public class SendMessageResponse : AmazonWebServiceResponse
{
    public string MessageId { get; set; }
}
