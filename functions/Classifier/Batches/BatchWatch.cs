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

    private readonly Dictionary<string, (Task<BatchState?> Reading, DateTimeOffset At)> _known = [];
    private readonly Dictionary<string, (Task Checking, DateTimeOffset At)> _checked = [];
    private readonly Lock _lock = new();

    /// <summary>The model that was declared for the batch's uploads, if any.</summary>
    public async Task<string?> ModelOfAsync(string batch)
    {
        Task<BatchState?> reading;
        lock (_lock)
        {
            reading = _known.TryGetValue(batch, out var known) && IsRecent(known.At, known.Reading) ? known.Reading : ReadAsync(batch);
        }

        return (await reading)?.Entry.Model;
    }

    /// <summary>
    /// Sees to it that a check for completion follows. To be called after a prediction was written, so that either the check
    /// under way counts it, or this finds that there is none.
    /// </summary>
    public Task EnsureCheckAsync(string batch)
    {
        lock (_lock)
        {
            if (!_checked.TryGetValue(batch, out var last) || !IsRecent(last.At, last.Checking))
            {
                _checked[batch] = last = (FindOrSendCheckAsync(batch, ReadAsync(batch)), time.GetUtcNow());
            }

            return last.Checking;
        }
    }

    /// <summary>Sent first and noted then: whatever happens between, a check comes. One too many does no harm.</summary>
    public async Task SendCheckAsync(string batch, TimeSpan delay, CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow() + delay;
        await work.SendAsync(WorkItem.Check(options.Bucket, batch, at), delay, cancellationToken);
        await writer.CheckSentAsync(batch, at, cancellationToken);
    }

    private async Task FindOrSendCheckAsync(string batch, Task<BatchState?> reading)
    {
        if (await reading is { Entry: { Expected: not null, CompletedAt: null } } state && !(state.CheckAt > time.GetUtcNow()))
        {
            await SendCheckAsync(batch, Interval, CancellationToken.None);
        }
    }

    /// <summary>Under the lock. Not cancelled: others wait for it too.</summary>
    private Task<BatchState?> ReadAsync(string batch)
    {
        var reading = reader.FindAsync(batch, CancellationToken.None);
        _known[batch] = (reading, time.GetUtcNow());
        return reading;
    }

    /// <summary>What failed is tried again by the next who asks.</summary>
    private bool IsRecent(DateTimeOffset at, Task task) => !task.IsFaulted && time.GetUtcNow() is var now && now >= at && now - at < Interval;
}
