using ImageClassification.Contracts;
using ImageClassification.Predictions;

namespace ImageClassification.Batches;

/// <summary>
/// Writes predictions, each into its batch: docs/decisions/0006-batch-snapshots.md has the order, and says why what is known of a
/// batch may be some seconds old. One for a process; safe for use by several threads.
/// </summary>
public sealed class PredictionWriter(PredictionTable table, CheckSender checks)
{
    /// <summary>How old what is known may be, and the delay of a first check.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly PredictionStore _store = new(table);
    private readonly BatchReader _reader = new(table);
    private readonly BatchMarkers _markers = new(table);
    private readonly RecentTasks<BatchName, Task<BatchState?>> _states = new(Interval, table.Time);
    private readonly RecentTasks<BatchName, Task> _checks = new(Interval, table.Time);

    /// <summary>The model that was declared for the batch's uploads, if any.</summary>
    public async Task<ModelName?> ModelOfAsync(BatchName batch) =>
        (await _states.RunAsync(batch, (_, _) => _reader.FindAsync(batch, CancellationToken.None)))?.Entry.Model;

    /// <summary>Marks the batch, writes the prediction unless the table holds the same or a newer version of the object, and sees to a check.</summary>
    public async Task<WriteOutcome> WriteAsync(Prediction prediction, CancellationToken cancellationToken)
    {
        var outcome = await WriteMarkedAsync(prediction, cancellationToken);
        await EnsureCheckAsync(prediction.Batch);
        return outcome;
    }

    /// <summary>
    /// Leaves a tombstone for the object: in place of every model version's prediction, and for the model given also
    /// where there is none, because the deletion may arrive before what it deletes.
    /// </summary>
    public async Task<WriteOutcome> WriteDeletionAsync(WorkItem.Delete delete, ModelIdentity model, CancellationToken cancellationToken)
    {
        var known = await _store.FindAsync(delete.Bucket, delete.Key, cancellationToken);
        var outcome = WriteOutcome.Superseded;
        foreach (var each in known.Select(prediction => prediction.Model).Append(model).DistinctBy(each => each.NameAndVersion()))
        {
            var tombstone = new Prediction
            {
                Bucket = delete.Bucket,
                Key = delete.Key,
                Status = PredictionStatus.Deleted,
                Model = each,
                Version = delete.Version,
                PredictedAt = table.Time.GetUtcNow(),
                TraceId = delete.TraceId,
            };
            if (await WriteMarkedAsync(tombstone, cancellationToken) == WriteOutcome.Written)
            {
                outcome = WriteOutcome.Written;
            }
        }

        return outcome;
    }

    /// <inheritdoc cref="PredictionStore.ExplainAsync"/>
    public Task ExplainAsync(WorkItem.Classify item, ModelIdentity model, PredictionError error, CancellationToken cancellationToken) =>
        _store.ExplainAsync(item, model, error, cancellationToken);

    /// <summary>The marker stands before the prediction is written.</summary>
    internal async Task<WriteOutcome> WriteMarkedAsync(Prediction prediction, CancellationToken cancellationToken)
    {
        await _markers.MarkAsync(prediction);
        return await _store.WriteAsync(prediction, cancellationToken);
    }

    /// <summary>
    /// Sees to it that a check for completion follows. After a prediction was written, so that either the check under way counts it,
    /// or this finds that there is none.
    /// </summary>
    internal Task EnsureCheckAsync(BatchName batch) => _checks.RunAsync(batch, (_, _) => FindOrSendCheckAsync(batch));

    private async Task FindOrSendCheckAsync(BatchName batch)
    {
        // Not cancelled: others wait for it too.
        if (await _reader.FindAsync(batch, CancellationToken.None) is { } state)
        {
            await checks.EnsureAsync(state, CancellationToken.None);
        }
    }
}
