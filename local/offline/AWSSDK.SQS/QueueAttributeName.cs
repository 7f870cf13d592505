using Amazon.Runtime;

namespace Amazon.SQS;

public class QueueAttributeName(string value) : ConstantClass(value)
{
    public static readonly QueueAttributeName All = new(nameof(All));

    public static readonly QueueAttributeName ApproximateNumberOfMessages = new(nameof(ApproximateNumberOfMessages));

    public static readonly QueueAttributeName ApproximateNumberOfMessagesDelayed = new(nameof(ApproximateNumberOfMessagesDelayed));

    public static readonly QueueAttributeName ApproximateNumberOfMessagesNotVisible = new(nameof(ApproximateNumberOfMessagesNotVisible));

    public static readonly QueueAttributeName MessageRetentionPeriod = new(nameof(MessageRetentionPeriod));

    public static readonly QueueAttributeName QueueArn = new(nameof(QueueArn));

    public static readonly QueueAttributeName ReceiveMessageWaitTimeSeconds = new(nameof(ReceiveMessageWaitTimeSeconds));

    public static readonly QueueAttributeName RedrivePolicy = new(nameof(RedrivePolicy));

    public static readonly QueueAttributeName VisibilityTimeout = new(nameof(VisibilityTimeout));

    public static implicit operator QueueAttributeName(string value) => FindValue<QueueAttributeName>(value);

    public static QueueAttributeName FindValue(string value) => FindValue<QueueAttributeName>(value);
}
