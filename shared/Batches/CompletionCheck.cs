using System.Security.Cryptography;
using System.Text;
using Amazon.SQS;
using Amazon.SQS.Model;
using ImageClassification.Contracts;
using ImageClassification.Predictions;

namespace ImageClassification.Batches;

/// <summary>Checks whether a batch has as many predictions as expected, announces it once, or sends the next check.</summary>
/// <param name="table">Of the batches.</param>
/// <param name="summaries">What counts them.</param>
/// <param name="checks">Sends the next.</param>
/// <param name="sqs">The client.</param>
/// <param name="queueUrl">URL of the queue that gets a message for each complete batch.</param>
public sealed class CompletionCheck(PredictionTable table, BatchSummaries summaries, CheckSender checks, IAmazonSQS sqs, string queueUrl)
{
    private readonly BatchReader _reader = new(table);
    private readonly BatchNotes _notes = new(table);

    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(5);

    /// <remarks>What it throws brings the check again: also between the mark of completion and its message.</remarks>
    public async Task RunAsync(WorkItem.Check check, CancellationToken cancellationToken)
    {
        var state = await _reader.FindAsync(check.Batch, cancellationToken);
        if (state?.Entry.Expected is not { } expected
            || (state.CheckAt > check.DueAt && state.CheckAt > table.Time.GetUtcNow()) || state.CompletionSentAt is not null)
        {
            return; // nothing to find out, or a later check will: but one that is itself overdue may be lost
        }

        var summary = await MostDoneAsync(state, cancellationToken);
        var completedAt = state.Entry.CompletedAt ?? Now();
        if (state.Entry.CompletedAt is not null
            || (summary.Classified + summary.Failed >= expected
                && await summaries.CountAgainAsync(check.Batch, summary.Model!.Value, cancellationToken) >= expected
                && await _notes.CompleteAsync(check.Batch, expected, completedAt, cancellationToken)))
        {
            await SendAsync(
                new(Id(check.Batch, completedAt), check.Batch, completedAt, expected, summary.Classified, summary.Failed, summary.Model),
                cancellationToken);
        }
        else if (state.Models.Any(summaries.IsRunning))
        {
            await checks.SendAsync(check.Batch, Delay(summary), cancellationToken, check.TraceId);
        }
    }

    /// <summary>Of the model version that has come furthest: a batch is complete when one is.</summary>
    private async Task<BatchSummary> MostDoneAsync(BatchState state, CancellationToken cancellationToken)
    {
        var most = await summaries.SummarizeAsync(state, state.Find(null), cancellationToken);
        foreach (var model in state.Models.Where(model => model != state.Current))
        {
            var summary = await summaries.SummarizeAsync(state, model, cancellationToken);
            most = summary.Classified + summary.Failed > most.Classified + most.Failed ? summary : most;
        }

        return most;
    }

    /// <summary>Half of the time that is left, so that a long batch is counted a few times and its end is not missed for long.</summary>
    private TimeSpan Delay(BatchSummary summary)
    {
        var half = (summary.EstimatedEndAt - table.Time.GetUtcNow()) / 2 ?? PredictionWriter.Interval;
        return half < PredictionWriter.Interval ? PredictionWriter.Interval : half > LongestDelay ? LongestDelay : half;
    }

    private async Task SendAsync(BatchCompletion completion, CancellationToken cancellationToken)
    {
        await sqs.SendMessageAsync(new SendMessageRequest { QueueUrl = queueUrl, MessageBody = completion.ToJson() }, cancellationToken);
        await _notes.CompletionSentAsync(completion.Batch, completion.CompletedAt, cancellationToken);
    }

    /// <summary>As the table keeps it, so that a message that is sent again is the same.</summary>
    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(table.Time.GetUtcNow().ToUnixTimeMilliseconds());

    private static string Id(BatchName batch, DateTimeOffset completedAt) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{completedAt.ToUnixTimeMilliseconds()} {batch}")).AsSpan(0, 16));
}
