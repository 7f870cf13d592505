using Amazon.Lambda.SQSEvents;
using Amazon.SQS;
using Amazon.SQS.Model;
using Microsoft.Extensions.Logging;

namespace ImageClassification.Classifier.Queue;

/// <summary>Makes failed messages visible before their visibility timeout ends, later with every receive, and deletes those that are done.</summary>
internal sealed class RetryScheduler(IAmazonSQS sqs, QueueOptions options, Func<double> random, ILogger<RetryScheduler> logger)
{
    /// <summary>SQS's own limit.</summary>
    private const int RequestSize = 10;

    /// <summary>
    /// 10, 30, 90 … seconds, never more than the visibility timeout: five tries outlast a fault of minutes. Up to a third less, by
    /// chance: messages that failed together are not retried together.
    /// </summary>
    /// <param name="receiveCount">The message's.</param>
    /// <param name="visibilityTimeout">Seconds.</param>
    /// <param name="chance">From 0 to 1.</param>
    public static int Delay(int receiveCount, int visibilityTimeout, double chance) =>
        (int)Math.Round(Math.Min(visibilityTimeout, 10 * Math.Pow(3, Math.Max(receiveCount, 1) - 1)) * (1 - (chance / 3)));

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
                // Harmless: the messages then return when their visibility timeout ends.
                logger.NotScheduled(exception, part.Length);
            }
        }
    }

    /// <summary>So that nothing that follows in the invocation brings them again.</summary>
    /// <returns>Whether SQS answers. Lambda deletes them as well, when the invocation is answered.</returns>
    public async Task<bool> DeleteAsync(IEnumerable<SQSEvent.SQSMessage> messages, CancellationToken cancellationToken)
    {
        foreach (var part in messages.Chunk(RequestSize))
        {
            try
            {
                var entries = part.Select(message => new DeleteMessageBatchRequestEntry(message.MessageId, message.ReceiptHandle));
                await sqs.DeleteMessageBatchAsync(new DeleteMessageBatchRequest(options.QueueUrl, [.. entries]), cancellationToken);
            }
            catch (Exception exception)
            {
                logger.NotScheduled(exception, part.Length);
                return false;
            }
        }

        return true;
    }

    private ChangeMessageVisibilityBatchRequestEntry Entry(SQSEvent.SQSMessage message) => new()
    {
        Id = message.MessageId,
        ReceiptHandle = message.ReceiptHandle,
        VisibilityTimeout = Delay(ReceivedWorkItem.ReceiveCount(message), options.VisibilityTimeout, random()),
    };
}
