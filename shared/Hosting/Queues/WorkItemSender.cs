using System.Globalization;
using Amazon.SQS;
using Amazon.SQS.Model;
using ImageClassification.Contracts;

namespace ImageClassification.Hosting.Queues;

/// <summary>Sends work items to the queue, ten to a request. Safe for use by several threads.</summary>
public sealed class WorkItemSender(IAmazonSQS sqs, string queueUrl, TimeProvider time)
{
    /// <summary>SQS's own limit.</summary>
    private const int RequestSize = 10;

    private const int Attempts = 4;

    /// <exception cref="WorkItemsNotSentException">The queue refused some, again and again.</exception>
    public async Task SendAsync(IReadOnlyCollection<WorkItem> items, CancellationToken cancellationToken)
    {
        foreach (var part in items.Chunk(RequestSize))
        {
            await SendPartAsync(part, cancellationToken);
        }
    }

    private async Task SendPartAsync(WorkItem[] items, CancellationToken cancellationToken)
    {
        var unsent = items.Select(Entry).ToList();
        for (var attempt = 1; ; attempt++)
        {
            var response = await sqs.SendMessageBatchAsync(
                new SendMessageBatchRequest { QueueUrl = queueUrl, Entries = unsent }, cancellationToken);
            var failed = response.Failed ?? [];
            if (failed.Count == 0)
            {
                return;
            }

            if (attempt == Attempts || failed.Exists(entry => entry.SenderFault == true))
            {
                throw new WorkItemsNotSentException(failed.Count, failed[0].Code);
            }

            var failedIds = failed.Select(entry => entry.Id).ToHashSet();
            unsent = unsent.FindAll(entry => failedIds.Contains(entry.Id));
            await Task.Delay(TimeSpan.FromMilliseconds(100 << attempt), time, cancellationToken);
        }
    }

    private static SendMessageBatchRequestEntry Entry(WorkItem item, int index) => new()
    {
        Id = index.ToString(CultureInfo.InvariantCulture),
        MessageBody = item.ToJson(),
    };
}
