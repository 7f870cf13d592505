using ImageClassification.Contracts;
using ImageClassification.Hosting.Queues;
using ImageClassification.Predictions;

namespace ImageClassification.Classifier.Batches;

/// <summary>
/// What work items need to know of their batches, read every few seconds for each batch. Safe for several threads.
/// docs/decisions/0006-batch-snapshots.md says why that is often enough.
/// </summary>
internal sealed class BatchWatch(BatchReader reader, BatchWriter writer, WorkItemSender work, ClassifierOptions options, TimeProvider time)
{
    /// <summary>How old what is known may be, and the delay of a first check.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly RecentTasks<BatchName, Task<BatchState?>> _states = new(Interval, time);
    private readonly RecentTasks<BatchName, Task> _checks = new(Interval, time);

    /// <summary>The model that was declared for the batch's uploads, if any.</summary>
    public async Task<ModelName?> ModelOfAsync(BatchName batch) =>
        (await _states.RunAsync(batch, (_, _) => reader.FindAsync(batch, CancellationToken.None)))?.Entry.Model;

    /// <summary>
    /// Sees to it that a check for completion follows. To be called after a prediction was written, so that either the check
    /// under way counts it, or this finds that there is none.
    /// </summary>
    public Task EnsureCheckAsync(BatchName batch) => _checks.RunAsync(batch, (now, _) => FindOrSendCheckAsync(batch, now));

    /// <summary>Sent first and noted then: whatever happens between, a check comes. One too many does no harm.</summary>
    public async Task SendCheckAsync(BatchName batch, TimeSpan delay, CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow() + delay;
        await work.SendAsync(new WorkItem.Check(options.Bucket, batch, at), delay, cancellationToken);
        await writer.CheckSentAsync(batch, at, cancellationToken);
    }

    private async Task FindOrSendCheckAsync(BatchName batch, DateTimeOffset now)
    {
        // Not cancelled: others wait for it too.
        if (await reader.FindAsync(batch, CancellationToken.None) is { Entry: { Expected: not null, CompletedAt: null } } state && !(state.CheckAt > now))
        {
            await SendCheckAsync(batch, Interval, CancellationToken.None);
        }
    }
}
