using Amazon.Runtime;

namespace Amazon.SQS.Model;

public class ChangeMessageVisibilityBatchResponse : AmazonWebServiceResponse
{
    public List<ChangeMessageVisibilityBatchResultEntry> Successful { get; set; }

    public List<BatchResultErrorEntry> Failed { get; set; }
}
