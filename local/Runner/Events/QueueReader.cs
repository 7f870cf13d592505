using Amazon.SQS;
using Amazon.SQS.Model;
using ImageClassification.Contracts;
using ImageClassification.Runner.Faults;

namespace ImageClassification.Runner.Events;

/// <summary>Takes batches from a queue.</summary>
/// <param name="faults">What happens to deliveries, by the queue's name. Nothing where null.</param>
internal sealed class QueueReader(IAmazonSQS sqs, string queueUrl, TimeProvider time, FaultPlan? faults = null)
{
    /// <summary>The most that SQS gives or deletes in one call.</summary>
    private const int CallLimit = 10;

    private const int LongPollSeconds = 20;

    /// <summary>Waits for a first message, then until the batch is full or the window has passed.</summary>
    public async Task<List<Message>> ReceiveAsync(int batchSize, TimeSpan window, CancellationToken cancellationToken)
    {
        var batch = await ReceiveAsync(batchSize, LongPollSeconds, cancellationToken);
        var end = time.GetUtcNow() + window;
        while (batch.Count > 0 && batch.Count < batchSize && end - time.GetUtcNow() is var left && left > TimeSpan.Zero)
        {
            batch.AddRange(await ReceiveAsync(batchSize - batch.Count, (int)Math.Ceiling(left.TotalSeconds), cancellationToken));
        }

        return batch;
    }

    public async Task DeleteAsync(IEnumerable<Message> messages, CancellationToken cancellationToken)
    {
        foreach (var chunk in messages.Chunk(CallLimit))
        {
            var entries = chunk.Select(message => new DeleteMessageBatchRequestEntry { Id = message.MessageId, ReceiptHandle = message.ReceiptHandle });
            await sqs.DeleteMessageBatchAsync(new DeleteMessageBatchRequest { QueueUrl = queueUrl, Entries = [.. entries] }, cancellationToken);
        }
    }

    /// <summary>Gives messages back: they are visible then, and their receipt handles have expired.</summary>
    public async Task ReleaseAsync(IEnumerable<Message> messages, TimeSpan delay, CancellationToken cancellationToken)
    {
        foreach (var chunk in messages.Chunk(CallLimit))
        {
            var entries = chunk.Select(message => new ChangeMessageVisibilityBatchRequestEntry
            {
                Id = message.MessageId,
                ReceiptHandle = message.ReceiptHandle,
                VisibilityTimeout = (int)delay.TotalSeconds,
            });
            await sqs.ChangeMessageVisibilityBatchAsync(new() { QueueUrl = queueUrl, Entries = [.. entries] }, cancellationToken);
        }
    }

    /// <summary>One call: up to ten messages, none where none comes in that time.</summary>
    public async Task<List<Message>> ReceiveAsync(int limit, int waitSeconds, CancellationToken cancellationToken)
    {
        var response = await sqs.ReceiveMessageAsync(
            new ReceiveMessageRequest
            {
                QueueUrl = queueUrl,
                MaxNumberOfMessages = Math.Min(limit, CallLimit),
                WaitTimeSeconds = Math.Min(waitSeconds, LongPollSeconds),
                MessageSystemAttributeNames = ["All"],
            },
            cancellationToken);
        return faults is null ? response.Messages ?? [] : await DisturbAsync(response.Messages ?? [], faults, cancellationToken);
    }

    private async Task<List<Message>> DisturbAsync(List<Message> messages, FaultPlan plan, CancellationToken cancellationToken)
    {
        var struck = messages.ToLookup(
            message => plan.Draw(queueUrl.Split('/')[^1], WorkItemBody.Parse(message.Body) is WorkItem.Check ? "ReceiveCheck" : "ReceiveMessage"));
        await DeleteAsync(struck[Fault.Lost], cancellationToken);
        struck[Fault.OldSchema].ToList().ForEach(message => message.Body = WorkItemBody.OfOldSchema(message.Body));
        await ReleaseAsync(struck[Fault.Redelivered], TimeSpan.Zero, cancellationToken);
        await ReleaseAsync(struck[Fault.Reordered], plan.Delay(), cancellationToken);
        return [.. messages.Except(struck[Fault.Reordered]).Except(struck[Fault.Lost])];
    }
}
