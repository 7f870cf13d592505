namespace Amazon.SQS.Model;

public class MessageAttributeValue
{
    public string DataType { get; set; }

    public string StringValue { get; set; }
}
