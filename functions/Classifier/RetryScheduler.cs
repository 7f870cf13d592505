using Amazon.Lambda.SQSEvents;
using Amazon.SQS;
using Amazon.SQS.Model;
using Microsoft.Extensions.Logging;

namespace ImageClassification.Classifier;

/// <summary>Brings failed messages back sooner than the visibility timeout would, later with every receive.</summary>
internal sealed class RetryScheduler(IAmazonSQS sqs, ClassifierOptions options, ILogger<RetryScheduler> logger)
{
    private const int LongestSeconds = 300;

    /// <summary>SQS's own limit.</summary>
    private const int RequestSize = 10;

    /// <summary>2, 4, 8 … 300 seconds.</summary>
    public static int Delay(int receiveCount) => Math.Min(LongestSeconds, 1 << Math.Clamp(receiveCount, 1, 16));

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

    private static ChangeMessageVisibilityBatchRequestEntry Entry(SQSEvent.SQSMessage message) => new()
    {
        Id = message.MessageId,
        ReceiptHandle = message.ReceiptHandle,
        VisibilityTimeout = Delay(ReceivedWorkItem.ReceiveCount(message)),
    };
}
