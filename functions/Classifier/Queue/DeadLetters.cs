using Amazon.Lambda.SQSEvents;
using Amazon.SQS;
using Amazon.SQS.Model;
using Microsoft.Extensions.Logging;

namespace ImageClassification.Classifier.Queue;

/// <summary>
/// Moves messages whose last try failed to the dead-letter queue, with the cause as an attribute, and the id that the log names them by:
/// they get another one there. SQS would also move them, but later and without a cause: it only does so where a process cannot, when
/// it is ended.
/// </summary>
internal sealed class DeadLetters(IAmazonSQS sqs, string queueUrl, ILogger<DeadLetters> logger)
{
    /// <summary>SQS's own limit.</summary>
    private const int RequestSize = 10;

    /// <returns>The ids of the messages that were moved; SQS moves the others.</returns>
    public async Task<IReadOnlySet<string>> SendAsync(
        IEnumerable<(SQSEvent.SQSMessage Message, string Cause)> messages, CancellationToken cancellationToken)
    {
        var sent = new HashSet<string>();
        foreach (var part in messages.Chunk(RequestSize))
        {
            try
            {
                var request = new SendMessageBatchRequest { QueueUrl = queueUrl, Entries = [.. part.Select(each => Entry(each.Message, each.Cause))] };
                var failed = (await sqs.SendMessageBatchAsync(request, cancellationToken)).Failed ?? [];
                sent.UnionWith(part.Select(each => each.Message.MessageId).Except(failed.Select(entry => entry.Id)));
            }
            catch (Exception exception)
            {
                // They stay where they are for any cause, and SQS moves them.
                logger.NotMoved(exception, part.Length);
            }
        }

        return sent;
    }

    private static SendMessageBatchRequestEntry Entry(SQSEvent.SQSMessage message, string cause) => new()
    {
        Id = message.MessageId,
        MessageBody = message.Body,
        MessageAttributes = new() { ["cause"] = Text(cause), ["messageId"] = Text(message.MessageId) },
    };

    private static MessageAttributeValue Text(string value) => new() { DataType = "String", StringValue = value };
}
