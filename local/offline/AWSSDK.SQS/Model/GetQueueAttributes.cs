using System.Globalization;
using System.Text.Json.Serialization;
using Amazon.Runtime;

namespace Amazon.SQS.Model;

public class GetQueueAttributesRequest : AmazonSQSRequest
{
    public string QueueUrl { get; set; }

    public List<string> AttributeNames { get; set; }
}

public class GetQueueAttributesResponse : AmazonWebServiceResponse
{
    public Dictionary<string, string> Attributes { get; set; }

    [JsonIgnore]
    public int ApproximateNumberOfMessages => Number(QueueAttributeName.ApproximateNumberOfMessages);

    [JsonIgnore]
    public int ApproximateNumberOfMessagesNotVisible => Number(QueueAttributeName.ApproximateNumberOfMessagesNotVisible);

    [JsonIgnore]
    public string QueueARN => Attributes?.GetValueOrDefault(QueueAttributeName.QueueArn);

    private int Number(string name) =>
        int.TryParse(Attributes?.GetValueOrDefault(name), CultureInfo.InvariantCulture, out var number) ? number : 0;
}
