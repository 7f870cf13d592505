using System.Globalization;
using Amazon.Lambda.SQSEvents;
using ImageClassification.Contracts;

namespace ImageClassification.Classifier.Queue;

/// <summary>A work item as its message brought it.</summary>
/// <param name="Item">What to do.</param>
/// <param name="IsAlone">Whether nothing else of the invocation runs meanwhile.</param>
/// <param name="IsLastTry">Whether SQS moves the message to the dead-letter queue if this try fails.</param>
internal sealed record ReceivedWorkItem(WorkItem Item, bool IsAlone, bool IsLastTry)
{
    /// <summary>The receive. The one before, a fault of the surroundings has passed for most.</summary>
    private const int FirstAlone = 3;

    /// <exception cref="InvalidMessageException">The body is not a work item of a known version, or names another bucket.</exception>
    public static ReceivedWorkItem From(SQSEvent.SQSMessage message, QueueOptions options)
    {
        var item = Parse(message.Body);
        item = item with { TraceId = item.TraceId ?? message.MessageId }; // of an older version, or of a sender that knew none
        return item.Bucket == options.Bucket
            ? new ReceivedWorkItem(item, RunsAlone(message), IsLastTryOf(message, options))
            : throw new InvalidMessageException("The work item names a bucket that is not this pipeline's.");
    }

    public static bool RunsAlone(SQSEvent.SQSMessage message) => ReceiveCount(message) >= FirstAlone;

    public static bool IsLastTryOf(SQSEvent.SQSMessage message, QueueOptions options) => ReceiveCount(message) >= options.MaxReceiveCount;

    public static int ReceiveCount(SQSEvent.SQSMessage message) =>
        message.Attributes?.GetValueOrDefault("ApproximateReceiveCount") is { } count ? int.Parse(count, CultureInfo.InvariantCulture) : 1;

    private static WorkItem Parse(string body)
    {
        try
        {
            return WorkItem.Parse(body);
        }
        catch (FormatException exception)
        {
            throw new InvalidMessageException(exception.Message);
        }
    }
}
