using Amazon.SQS;
using ImageClassification.Contracts;
using ImageClassification.Predictions;

namespace ImageClassification.Batches;

/// <summary>Sends checks for completion to the work queue. Safe for use by several threads.</summary>
/// <param name="table">Of the batches.</param>
/// <param name="sqs">The client.</param>
/// <param name="queueUrl">Of the work queue.</param>
/// <param name="bucket">The pipeline's.</param>
public sealed class CheckSender(PredictionTable table, IAmazonSQS sqs, string queueUrl, string bucket)
{
    private readonly BatchNotes _notes = new(table);

    /// <summary>Sent first and noted then: whatever happens between, a check comes. One too many does no harm.</summary>
    internal async Task SendAsync(BatchName batch, TimeSpan delay, CancellationToken cancellationToken)
    {
        var check = new WorkItem.Check(bucket, batch, table.Time.GetUtcNow() + delay);
        var seconds = (int)Math.Ceiling(delay.TotalSeconds); // never before it is due: until then, others rely on it to come
        await sqs.SendMessageAsync(new() { QueueUrl = queueUrl, MessageBody = check.ToJson(), DelaySeconds = seconds }, cancellationToken);
        await _notes.CheckSentAsync(batch, check.DueAt, cancellationToken);
    }
}
