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

    /// <summary>More labels of a model version are not kept: this many take about 30 MB.</summary>
    private const int MostKnown = 100_000;

    private readonly BatchSnapshots _snapshots = new(table, BatchSummaries.Quiet(writerTimeout));
    private readonly TruthStore _truths = new(table);
    private readonly BatchReader _reader = new(table);
    private readonly RecentTasks<(BatchName Batch, string Changes), Task<string>> _checks = new(TimeSpan.MaxValue, table.Time);
    private (BatchName Batch, BatchModel Model, Dictionary<string, LabelItem> Labels)[] _labels = []; // of the last two: a comparison reads both

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
            $"quality-3 {string.Join(' ', models.Select(each => each.Version))}", // no model's name has a blank; until 3, a multi-label model's likeliest label counted
            state.TruthMarker ?? "",
            isYoung ? Early + changes : changes,
            models.All(_snapshots.IsQuiet),
            SnapshotJson.Default.MeasuredQuality,
            () => MeasureAsync(state.Entry.Batch, model, from, cancellationToken),
            cancellationToken,
            isYoung ? null : (Early + changes, early => HoldsAsync(early, state.Entry.Batch, changes)));
    }

    private async Task<bool?> HoldsAsync(MeasuredQuality early, BatchName batch, string changes)
    {
        var check = _checks.RunAsync((batch, changes), (_, _) => _truths.FingerprintAsync(batch, CancellationToken.None));
        return await Task.WhenAny(check, Task.Delay(Patience, table.Time, CancellationToken.None)) == check ? await check == early.Truths : null;
    }

    private async Task<MeasuredQuality> MeasureAsync(BatchName batch, BatchModel model, BatchModel? from, CancellationToken cancellationToken)
    {
        var entries = await _truths.ListAsync(batch, cancellationToken);
        var objects = entries.Select(entry => PredictionKeys.Object(entry.Bucket, entry.Key)).ToList();
        var after = await LabelsAsync(batch, model, objects, cancellationToken);
        var before = from is null ? [] : await LabelsAsync(batch, from, objects, cancellationToken);
        var judged = entries
            .Zip(objects, (entry, each) => (Entry: entry, After: after.GetValueOrDefault(each), Before: before.GetValueOrDefault(each)))
            .Where(each => IsCurrent(each.Entry, each.After))
            .Select(each => (Truth: each.Entry.Truth!, After: each.After?.Likeliest, each.After?.Labels,
                Before: IsCurrent(each.Entry, each.Before) ? each.Before?.Likeliest : null))
            .ToList();
        return new(
            QualityReport.Of(judged.ConvertAll(each => Judge(each.Truth, each.Labels, each.After))),
            [.. judged.Where(each => each.After is not null).GroupBy(each => (each.Truth.How, each.Truth.Sample))
                .Select(group => new TruthCount(
                    group.Key.How, group.Key.Sample, group.Count(), group.Count(each => each.Truth.Agrees(each.After!.Label))))
                .OrderByDescending(count => count.Images).ThenBy(count => count.How).ThenBy(count => count.Sample)],
            from is null ? null : PairedComparison.Of(judged.Where(each => each is { After: not null, Before: not null })
                .Select(each => (each.Truth.Agrees(each.Before!.Label), each.Truth.Agrees(each.After!.Label)))),
            TruthStore.Fingerprint(entries));
    }

    /// <summary>Labels of a quiet model version stay in memory: after a new truth, only those that are not there yet are read.</summary>
    private async Task<Dictionary<string, LabelItem>> LabelsAsync(
        BatchName batch, BatchModel model, IEnumerable<string> objects, CancellationToken cancellationToken)
    {
        var isQuiet = _snapshots.IsQuiet(model);
        var known = _labels.FirstOrDefault(each => each.Batch == batch && each.Model == model).Labels ?? [];
        var found = await _reader.FindLabelsAsync(objects.Distinct().Where(each => !known.ContainsKey(each)), model.Version, cancellationToken);
        if (found.Count == 0)
        {
            return known;
        }

        var all = new Dictionary<string, LabelItem>(known.Concat(found));
        if (isQuiet && all.Count <= MostKnown)
        {
            _labels = [(batch, model, all), .. _labels.Where(each => each.Batch != batch || each.Model.Version != model.Version).Take(1)];
        }

        return all;
    }

    /// <summary>Not of earlier or deleted versions of the object. Images without a prediction count as unanswered.</summary>
    private static bool IsCurrent(TruthEntry entry, LabelItem? label) =>
        label is null || (label.Status != PredictionStatus.Deleted && label.Version == entry.Version);

    private static Judgement Judge(Truth truth, IReadOnlyList<string>? labels, ScoredLabel? likeliest) =>
        new(truth.Labels.Count > 0 ? truth.Labels : [ScoredLabel.Unknown], likeliest?.Label, likeliest is { Label: not ScoredLabel.Unknown } ? likeliest.Confidence : null, labels);
}
