using System.Collections.Concurrent;
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

    private readonly ConcurrentDictionary<string, (BatchState? State, DateTimeOffset At)> _known = new();
    private readonly ConcurrentDictionary<string, DateTimeOffset> _checked = new();

    /// <summary>The model that was declared for the batch's uploads, if any.</summary>
    public async Task<string?> ModelOfAsync(string batch, CancellationToken cancellationToken) =>
        _known.TryGetValue(batch, out var known) && IsRecent(known.At) ? known.State?.Entry.Model
            : (await ReadAsync(batch, cancellationToken))?.Entry.Model;

    /// <summary>
    /// Sees to it that a check for completion follows. To be called after a prediction was written, so that either the check
    /// under way counts it, or this finds that there is none.
    /// </summary>
    public async Task EnsureCheckAsync(string batch, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_checked.TryGetValue(batch, out var last) && IsRecent(last))
        {
            return;
        }

        if (await ReadAsync(batch, cancellationToken) is { Entry: { Expected: not null, CompletedAt: null } } state && !(state.CheckAt > now))
        {
            await SendCheckAsync(batch, Interval, cancellationToken);
        }

        _checked[batch] = now;
    }

    /// <summary>Sent first and noted then: whatever happens between, a check comes. One too many does no harm.</summary>
    public async Task SendCheckAsync(string batch, TimeSpan delay, CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow() + delay;
        await work.SendAsync(WorkItem.Check(options.Bucket, batch, at), delay, cancellationToken);
        await writer.CheckSentAsync(batch, at, cancellationToken);
    }

    private async Task<BatchState?> ReadAsync(string batch, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var state = await reader.FindAsync(batch, cancellationToken);
        _known[batch] = (state, now);
        return state;
    }

    private bool IsRecent(DateTimeOffset at) => time.GetUtcNow() is var now && now >= at && now - at < Interval;
}
