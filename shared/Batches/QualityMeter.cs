using ImageClassification.Contracts;
using ImageClassification.Predictions;
using ImageClassification.Quality;

namespace ImageClassification.Batches;

/// <summary>Measures model versions on the truths of a batch's images, once for each change. Safe for use by several threads.</summary>
/// <param name="table">Of the batches.</param>
/// <param name="writerTimeout">The longest that an invocation which writes predictions may take.</param>
public sealed class QualityMeter(PredictionTable table, TimeSpan writerTimeout)
{
    /// <summary>
    /// A measurement during which truths may still be written is checked after this time: a writer may have ended before it
    /// changed the marker, or an index may lag. It is repeated if the truths differ.
    /// </summary>
    private static readonly TimeSpan Young = TimeSpan.FromMinutes(1);

    /// <summary>How long an answer waits for that check, which continues after it, or with the next request.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(150);

    private const string Early = "early ";

    private readonly BatchSnapshots _snapshots = new(table, BatchSummaries.Quiet(writerTimeout));
    private readonly TruthStore _truths = new(table);
    private readonly BatchReader _reader = new(table);
    private readonly RecentTasks<(BatchName Batch, string Changes), Task<string>> _checks = new(TimeSpan.MaxValue, table.Time);

    /// <param name="state">Of the batch, as read before this call.</param>
    /// <param name="model">One of the state's.</param>
    /// <param name="from">Another one to compare with; null for none.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>What was said and predicted before that time counts.</returns>
    public async Task<(MeasuredQuality Quality, DateTimeOffset At)> MeasureAsync(
        BatchState state, BatchModel model, BatchModel? from, CancellationToken cancellationToken)
    {
        var models = from is null ? new[] { model } : [model, from];
        var isYoung = state.TruthMarker is { } said && table.Time.GetUtcNow() - PredictionItem.ParseTime(said.Split(' ')[0]) < Young;
        var changes = $"{state.TruthMarker} {string.Join(' ', models.Select(each => PredictionItem.Format(each.ChangedAt)))}";
        return await _snapshots.KeptAsync(
            state.Entry.Batch,
            $"quality {string.Join(' ', models.Select(each => each.Version))}", // no model's name has a blank
            state.TruthMarker ?? "",
            isYoung ? Early + changes : changes,
            models.All(_snapshots.IsQuiet),
            SnapshotJson.Default.MeasuredQuality,
            () => MeasureAsync(state.Entry.Batch, model.Version, from?.Version, cancellationToken),
            cancellationToken,
            isYoung ? null : (Early + changes, early => HoldsAsync(early, state.Entry.Batch, changes)));
    }

    private async Task<bool?> HoldsAsync(MeasuredQuality early, BatchName batch, string changes)
    {
        var check = _checks.RunAsync((batch, changes), (_, _) => _truths.FingerprintAsync(batch, CancellationToken.None));
        return await Task.WhenAny(check, Task.Delay(Patience, table.Time, CancellationToken.None)) == check ? await check == early.Truths : null;
    }

    private async Task<MeasuredQuality> MeasureAsync(BatchName batch, ModelVersion model, ModelVersion? from, CancellationToken cancellationToken)
    {
        var entries = await _truths.ListAsync(batch, cancellationToken);
        var objects = entries.Select(entry => (entry.Bucket, entry.Key)).Distinct().ToList();
        var after = await _reader.FindLabelsAsync(objects, model, cancellationToken);
        var before = from is { } version ? await _reader.FindLabelsAsync(objects, version, cancellationToken) : null;
        var judged = entries.Where(entry => IsCurrent(entry, after))
            .Select(entry => (Truth: entry.Truth!, After: after.GetValueOrDefault(entry.Key)?.Likeliest,
                Before: IsCurrent(entry, before) ? before?.GetValueOrDefault(entry.Key)?.Likeliest : null))
            .ToList();
        return new(
            QualityReport.Of(judged.ConvertAll(each => Judge(each.Truth, each.After))),
            [.. judged.Where(each => each.After is not null).GroupBy(each => (each.Truth.How, each.Truth.Sample))
                .Select(group => new TruthCount(
                    group.Key.How, group.Key.Sample, group.Count(), group.Count(each => each.Truth.Agrees(each.After!.Label))))
                .OrderByDescending(count => count.Images).ThenBy(count => count.How).ThenBy(count => count.Sample)],
            before is null ? null : PairedComparison.Of(judged.Where(each => each is { After: not null, Before: not null })
                .Select(each => (each.Truth.Agrees(each.Before!.Label), each.Truth.Agrees(each.After!.Label)))),
            TruthStore.Fingerprint(entries));
    }

    /// <summary>Not of earlier or deleted versions of the object. Images without a prediction count as unanswered.</summary>
    private static bool IsCurrent(TruthEntry entry, IReadOnlyDictionary<ObjectKey, LabelItem>? labels) =>
        labels?.GetValueOrDefault(entry.Key) is not { } label || (label.Status != PredictionStatus.Deleted && label.Version == entry.Version);

    private static Judgement Judge(Truth truth, ScoredLabel? likeliest) =>
        new(truth.Labels.Count > 0 ? truth.Labels : [ScoredLabel.Unknown], likeliest?.Label, likeliest?.Confidence ?? 0);
}
