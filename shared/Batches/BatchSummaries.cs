using ImageClassification.Contracts;
using ImageClassification.Predictions;

namespace ImageClassification.Batches;

/// <summary>Sums up batches. Safe for use by several threads.</summary>
/// <param name="table">Of the batches.</param>
/// <param name="writerTimeout">The longest that an invocation which writes predictions may take.</param>
public sealed class BatchSummaries(PredictionTable table, TimeSpan writerTimeout)
{
    /// <summary>Differences of clocks, requests under way, and how far an index is behind its table.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    private readonly BatchSnapshots _snapshots = new(table, Quiet(writerTimeout));
    private readonly BatchCounter _counter = new(table);

    /// <summary>Time after a marker until every write under it is done and visible.</summary>
    internal static TimeSpan Quiet(TimeSpan writerTimeout) => writerTimeout + BatchMarkers.Interval + Margin;

    /// <summary>Whether a prediction by this model version may be under way.</summary>
    public bool IsRunning(BatchModel model) => !_snapshots.IsQuiet(model);

    /// <summary>
    /// How many predictions there are now. One count is no moment: an image that is deleted behind it and one that is added before it both
    /// count, which twice in a row they do not.
    /// </summary>
    public async Task<int> CountAgainAsync(BatchName batch, ModelVersion model, CancellationToken cancellationToken)
    {
        var counts = await _counter.CountAsync(batch, model, [], cancellationToken);
        return counts.Classified + counts.Failed;
    }

    /// <param name="state">Of the batch, as read before this call.</param>
    /// <param name="model">One of the state's; null for a batch without models.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<BatchSummary> SummarizeAsync(BatchState state, BatchModel? model, CancellationToken cancellationToken)
    {
        var entry = state.Entry;
        var (counts, at) = model is null ? (BatchCounts.None, table.Time.GetUtcNow()) : await _snapshots.CountAsync(state, model, cancellationToken);
        var done = counts.Classified + counts.Failed;
        int? pending = entry.Expected is { } expected ? Math.Max(0, expected - done) : null;
        var running = entry.CompletedAt is null && model is not null && IsRunning(model);
        double? rate = running ? Math.Round(done / Math.Max(1, (at - model!.StartedAt).TotalSeconds), 3) : null;
        return new BatchSummary
        {
            Batch = entry.Batch,
            Model = model?.Version,
            Current = state.Current?.Version,
            Models = [.. state.Models.Select(each => each.Version)],
            Expected = entry.Expected,
            Note = entry.Note,
            DeclaredModel = entry.Model,
            Classified = counts.Classified,
            Failed = counts.Failed,
            Missing = counts.Missing,
            Pending = pending,
            Labels = counts.Labels,
            Errors = counts.Errors,
            Confidence = counts.Confidence,
            ImagesPerSecond = rate,
            CreatedAt = entry.CreatedAt,
            StartedAt = model?.StartedAt,
            LastChangedAt = model?.ChangedAt,
            EstimatedEndAt = pending > 0 && rate > 0 ? at.AddSeconds(pending.Value / rate.Value) : null,
            CompletedAt = entry.CompletedAt,
            State = entry.CompletedAt is not null ? BatchProgress.Complete : running ? BatchProgress.Running : BatchProgress.Quiet,
            CountedAt = at,
        };
    }
}
