using Amazon.Runtime;

namespace Amazon.SQS.Model;

public class ListQueuesResponse : AmazonWebServiceResponse
{
    public List<string> QueueUrls { get; set; }

    public string NextToken { get; set; }
}
