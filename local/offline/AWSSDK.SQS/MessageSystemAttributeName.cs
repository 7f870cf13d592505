using Amazon.Runtime;

namespace Amazon.SQS;

public class MessageSystemAttributeName(string value) : ConstantClass(value)
{
    public static readonly MessageSystemAttributeName All = new(nameof(All));

    public static readonly MessageSystemAttributeName ApproximateFirstReceiveTimestamp = new(nameof(ApproximateFirstReceiveTimestamp));

    public static readonly MessageSystemAttributeName ApproximateReceiveCount = new(nameof(ApproximateReceiveCount));

    public static readonly MessageSystemAttributeName DeadLetterQueueSourceArn = new(nameof(DeadLetterQueueSourceArn));

    public static readonly MessageSystemAttributeName SenderId = new(nameof(SenderId));

    public static readonly MessageSystemAttributeName SentTimestamp = new(nameof(SentTimestamp));

    public static implicit operator MessageSystemAttributeName(string value) => FindValue<MessageSystemAttributeName>(value);

    public static MessageSystemAttributeName FindValue(string value) => FindValue<MessageSystemAttributeName>(value);
}
