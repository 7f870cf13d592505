using Amazon.Runtime;

namespace Amazon.SQS.Model;

public class SendMessageBatchRequest : AmazonSQSRequest
{
    public string QueueUrl { get; set; }

    public List<SendMessageBatchRequestEntry> Entries { get; set; }
}

public class SendMessageBatchRequestEntry
{
    public string Id { get; set; }

    public string MessageBody { get; set; }
}

public class SendMessageBatchResponse : AmazonWebServiceResponse
{
    public List<BatchResultErrorEntry> Failed { get; set; }
}
