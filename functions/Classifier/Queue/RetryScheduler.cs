using Amazon.Lambda.SQSEvents;
using Amazon.SQS;
using Amazon.SQS.Model;
using Microsoft.Extensions.Logging;

namespace ImageClassification.Classifier.Queue;

/// <summary>Brings failed messages back sooner than the visibility timeout would, later with every receive.</summary>
internal sealed class RetryScheduler(IAmazonSQS sqs, QueueOptions options, ILogger<RetryScheduler> logger)
{
    /// <summary>SQS's own limit.</summary>
    private const int RequestSize = 10;

    /// <summary>10, 30, 90 … seconds, never more than the visibility timeout: five tries outlast a fault of minutes.</summary>
    public static int Delay(int receiveCount, int visibilityTimeout) =>
        (int)Math.Min(visibilityTimeout, 10 * Math.Pow(3, Math.Max(receiveCount, 1) - 1));

    public async Task ScheduleAsync(IReadOnlyCollection<SQSEvent.SQSMessage> messages, CancellationToken cancellationToken)
    {
        foreach (var part in messages.Chunk(RequestSize))
        {
            try
            {
                await sqs.ChangeMessageVisibilityBatchAsync(
                    new ChangeMessageVisibilityBatchRequest { QueueUrl = options.QueueUrl, Entries = [.. part.Select(Entry)] }, cancellationToken);
            }
            catch (Exception exception)
            {
                // Only sooner or later: without it the messages come back when their visibility timeout ends.
                logger.NotScheduled(exception, part.Length);
            }
        }
    }

    private ChangeMessageVisibilityBatchRequestEntry Entry(SQSEvent.SQSMessage message) => new()
    {
        Id = message.MessageId,
        ReceiptHandle = message.ReceiptHandle,
        VisibilityTimeout = Delay(ReceivedWorkItem.ReceiveCount(message), options.VisibilityTimeout),
    };
}
