using ImageClassification.Contracts;
using ImageClassification.Predictions;

namespace ImageClassification.Batches;

/// <summary>
/// Writes predictions, each into its batch: docs/decisions/0006-batch-snapshots.md has the order, and says why what is known of a
/// batch may be some seconds old. One for a process; safe for use by several threads.
/// </summary>
public sealed class PredictionWriter(PredictionTable table, CheckSender checks)
{
    /// <summary>The maximum age of cached state, and the delay of a first check.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly PredictionStore _store = new(table);
    private readonly BatchReader _reader = new(table);
    private readonly BatchMarkers _markers = new(table);
    private readonly BatchNotes _notes = new(table);
    private readonly RecentTasks<BatchName, Task<BatchState?>> _states = new(Interval, table.Time);
    private readonly RecentTasks<BatchName, Task> _checks = new(Interval, table.Time);

    /// <summary>The model that was declared for the batch's uploads, if any.</summary>
    public async Task<ModelName?> ModelOfAsync(BatchName batch) =>
        (await _states.RunAsync(batch, (_, _) => _reader.FindAsync(batch, CancellationToken.None)))?.Entry.Model;

    /// <summary>Marks the batch, writes the prediction unless the table holds the same or a newer version of the object, and sees to a check.</summary>
    public async Task<WriteOutcome> WriteAsync(Prediction prediction, CancellationToken cancellationToken)
    {
        var outcome = await WriteMarkedAsync(prediction, cancellationToken);
        await EnsureCheckAsync(prediction.Batch, prediction.Version.EventTime);
        return outcome;
    }

    /// <summary>To be called before an object is looked at, so that its deletion leaves a tombstone for this model version, too.</summary>
    public Task AnnounceAsync(BatchName batch, ModelIdentity model) => _markers.AnnounceAsync(batch, model);

    /// <returns>What the model version has classified of this content of the object; null for nothing.</returns>
    public async Task<Prediction?> FindAsync(WorkItem.Classify item, ModelIdentity model, ObjectVersion content, CancellationToken cancellationToken) =>
        (await _store.FindAsync(item.Bucket, item.Key, cancellationToken)).FirstOrDefault(
            known => known.Status == PredictionStatus.Classified && known.Version.ETag == content.ETag
                && known.Model.NameAndVersion() == model.NameAndVersion());

    /// <returns>Whether a prediction of the object, by any model version, says that every try of this work item failed.</returns>
    public async Task<bool> HasGivenUpAsync(WorkItem.Classify item, CancellationToken cancellationToken) =>
        (await _store.FindAsync(item.Bucket, item.Key, cancellationToken)).Any(
            known => !known.WasLookedAt() && known.Version.ETag == item.Version.ETag && known.Version.Sequencer == item.Version.Sequencer);

    /// <summary>
    /// Leaves the tombstone for the object: in place of every model version's prediction, and also where there is none for each model
    /// version that may be about to write one.
    /// </summary>
    /// <param name="tombstone">For the batch's model, which is written first, so that models announced later find it.</param>
    /// <param name="cancellationToken">Ends it between two writes.</param>
    public async Task<WriteOutcome> WriteDeletionAsync(Prediction tombstone, CancellationToken cancellationToken)
    {
        var outcome = await WriteMarkedAsync(tombstone, cancellationToken);
        var announced = await _markers.AnnouncedAsync(tombstone.Batch, cancellationToken);
        var known = await _store.FindAsync(tombstone.Bucket, tombstone.Key, cancellationToken);
        var others = announced.Concat(Live(known)).Where(model => model.NameAndVersion() != tombstone.Model.NameAndVersion());
        return Combine(outcome, await WriteEachAsync(tombstone, others, cancellationToken));
    }

    /// <summary>
    /// The predictions of an object that is gone become tombstones. An event's object, of whose deletion nothing is known, is left to
    /// its failure, which the deletion's own event replaces.
    /// </summary>
    /// <param name="gone">The failure.</param>
    /// <param name="isEvent">Whether the deletion has an event of its own.</param>
    /// <param name="cancellationToken">Ends it between two writes.</param>
    /// <returns>Null where nothing was done, and the failure is to be written.</returns>
    public async Task<WriteOutcome?> BuryAsync(Prediction gone, bool isEvent, CancellationToken cancellationToken)
    {
        var known = await _store.FindAsync(gone.Bucket, gone.Key, cancellationToken);
        var deletion = known.FirstOrDefault(each => each.Status == PredictionStatus.Deleted && Precedence.Of(gone, each) == WriteOutcome.Superseded);
        if (isEvent && deletion is null)
        {
            return null;
        }

        var version = deletion?.Version ?? gone.Version with { Sequencer = null };
        return await WriteEachAsync(
            gone with { Status = PredictionStatus.Deleted, Error = null, Image = null, Version = version }, Live(known), cancellationToken);
    }

    private static IEnumerable<ModelIdentity> Live(IEnumerable<Prediction> known) =>
        known.Where(each => each.Status != PredictionStatus.Deleted).Select(each => each.Model);

    private async Task<WriteOutcome> WriteEachAsync(Prediction tombstone, IEnumerable<ModelIdentity> models, CancellationToken cancellationToken)
    {
        var outcome = WriteOutcome.Superseded;
        foreach (var model in models.DistinctBy(each => each.NameAndVersion()))
        {
            outcome = Combine(outcome, await WriteMarkedAsync(tombstone with { Model = model }, cancellationToken));
        }

        return outcome;
    }

    /// <inheritdoc cref="PredictionStore.ExplainAsync"/>
    public Task ExplainAsync(WorkItem.Classify item, ModelIdentity model, PredictionError error, CancellationToken cancellationToken) =>
        _store.ExplainAsync(item, model, error, cancellationToken);

    /// <summary>The marker is written before the prediction.</summary>
    internal async Task<WriteOutcome> WriteMarkedAsync(Prediction prediction, CancellationToken cancellationToken)
    {
        await _markers.MarkAsync(prediction);
        return await _store.WriteAsync(prediction, cancellationToken);
    }

    /// <summary>
    /// Sees to it that a check for completion follows. After a prediction was written, so that either the check under way counts it,
    /// or this finds that there is none.
    /// </summary>
    /// <param name="batch">Its name.</param>
    /// <param name="uploadedAt">When the image was uploaded: a batch that was deleted before is listed again.</param>
    internal Task EnsureCheckAsync(BatchName batch, DateTimeOffset? uploadedAt = null) => _checks.RunAsync(batch, (_, _) => FindOrSendCheckAsync(batch, uploadedAt));

    private static WriteOutcome Combine(WriteOutcome one, WriteOutcome other) =>
        one == WriteOutcome.Unordered || other == WriteOutcome.Superseded ? one : other;

    private async Task FindOrSendCheckAsync(BatchName batch, DateTimeOffset? uploadedAt)
    {
        // Not cancelled: others wait for it too.
        if (await _reader.FindAsync(batch, CancellationToken.None) is { } state)
        {
            await checks.EnsureAsync(state, CancellationToken.None);
            if (state.DeletedAt < uploadedAt)
            {
                await _notes.MeetAsync(batch, CancellationToken.None);
            }
        }
    }
}
