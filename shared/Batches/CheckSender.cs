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

    /// <summary>
    /// Sends one to a batch whose completion is not announced yet, unless one is due: so that a check that was lost (its message cut by
    /// Lambda's recursion detection, or given up) is replaced by the next process that sees the batch.
    /// </summary>
    /// <param name="state">Of the batch, as read before this call.</param>
    /// <param name="cancellationToken">Ends the sending.</param>
    public async Task EnsureAsync(BatchState state, CancellationToken cancellationToken)
    {
        if (state is { Entry.Expected: not null, CompletionSentAt: null } && !(state.CheckAt > table.Time.GetUtcNow()))
        {
            await SendAsync(state.Entry.Batch, PredictionWriter.Interval, cancellationToken);
        }
    }

    /// <summary>Sent first and noted then: so a check comes in any case. One too many does no harm.</summary>
    internal async Task SendAsync(BatchName batch, TimeSpan delay, CancellationToken cancellationToken, string? traceId = null)
    {
        var check = new WorkItem.Check(bucket, batch, table.Time.GetUtcNow() + delay) { TraceId = traceId };
        var seconds = (int)Math.Ceiling(delay.TotalSeconds); // never before it is due: until then, others rely on it to come
        await sqs.SendMessageAsync(new() { QueueUrl = queueUrl, MessageBody = check.ToJson(), DelaySeconds = seconds }, cancellationToken);
        await _notes.CheckSentAsync(batch, check.DueAt, cancellationToken);
    }
}
