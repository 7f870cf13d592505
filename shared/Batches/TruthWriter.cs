using ImageClassification.Contracts;
using ImageClassification.Predictions;

namespace ImageClassification.Batches;

/// <summary>Writes what objects show, each into its batch. Safe for use by several threads.</summary>
public sealed class TruthWriter(PredictionTable table)
{
    private const int Parallelism = 32;

    private readonly PredictionStore _predictions = new(table);
    private readonly TruthStore _truths = new(table);
    private readonly BatchNotes _notes = new(table);

    /// <param name="batch">Of all the objects.</param>
    /// <param name="bucket">Of all the objects.</param>
    /// <param name="rows">What is said.</param>
    /// <param name="decision">By whom, how and when; its labels do not count.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <param name="restores">As <see cref="TruthStore.WriteAsync"/>.</param>
    /// <returns>What became of each row.</returns>
    public async Task<IReadOnlyList<TruthOutcome>> WriteAsync(
        BatchName batch, string bucket, IReadOnlyList<TruthRow> rows, Truth decision, CancellationToken cancellationToken, bool restores = false)
    {
        var outcomes = new TruthOutcome[rows.Count];
        await _notes.TruthChangesAsync(batch, cancellationToken);
        try
        {
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken };
            await Parallel.ForAsync(0, rows.Count, parallel, async (index, token) => outcomes[index] = await WriteAsync(bucket, rows[index], decision, restores, token));
        }
        finally
        {
            await _notes.TruthChangesAsync(batch, CancellationToken.None); // some may be written
        }

        return outcomes;
    }

    /// <summary>The object's newest version where the row names none. Null where the table knows no such object.</summary>
    public async Task<string?> VersionAsync(string bucket, ObjectKey key, CancellationToken cancellationToken) =>
        await _predictions.FindAsync(bucket, key, cancellationToken) is [{ Status: not PredictionStatus.Deleted } newest, ..]
            ? TruthEntry.VersionOf(newest.Version)
            : null;

    private async Task<TruthOutcome> WriteAsync(string bucket, TruthRow row, Truth decision, bool restores, CancellationToken cancellationToken)
    {
        if ((row.Version ?? await VersionAsync(bucket, row.Key, cancellationToken)) is not { } version)
        {
            return TruthOutcome.Unknown;
        }

        var truth = decision with { Labels = row.Labels ?? [] };
        var entry = new TruthEntry(bucket, row.Key, version, row.Labels is null ? null : truth);
        return await _truths.WriteAsync(entry, truth, cancellationToken, restores) == WriteOutcome.Written ? TruthOutcome.Written : TruthOutcome.Kept;
    }
}
