using Amazon.Runtime;

namespace Amazon.SQS;

public class QueueAttributeName(string value) : ConstantClass(value)
{
    public static readonly QueueAttributeName ApproximateNumberOfMessages = new(nameof(ApproximateNumberOfMessages));

    public static readonly QueueAttributeName ApproximateNumberOfMessagesNotVisible = new(nameof(ApproximateNumberOfMessagesNotVisible));

    public static readonly QueueAttributeName QueueArn = new(nameof(QueueArn));
}
