using ImageClassification.Contracts;
using ImageClassification.Predictions;

namespace ImageClassification.Batches;

/// <summary>Counts a batch by reading the keys of its predictions: all shards at a time, and each page by page.</summary>
internal sealed class BatchCounter(PredictionTable table)
{
    /// <param name="batch">Its name.</param>
    /// <param name="model">Whose predictions.</param>
    /// <param name="others">The batch's other model versions: images that only they have classified count as missing.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<BatchCounts> CountAsync(
        BatchName batch, ModelVersion model, IReadOnlyCollection<ModelVersion> others, CancellationToken cancellationToken) => Tally.Sum(
        await Task.WhenAll(Enumerable.Range(0, PredictionKeys.Shards).Select(shard => CountAsync(
            PredictionKeys.Shard(batch, model, shard), others.Select(other => PredictionKeys.Shard(batch, other, shard)), cancellationToken))));

    /// <summary>
    /// Failures first, because they have no label: an object that is replaced meanwhile may be missed by this count, and is never counted
    /// twice. An object is in the same shard of every model version.
    /// </summary>
    private async Task<Tally> CountAsync(string shard, IEnumerable<string> others, CancellationToken cancellationToken)
    {
        var (tally, seen) = (new Tally(), new HashSet<string>());
        await foreach (var outcome in ReadAsync(IndexRange.Failures, shard, cancellationToken))
        {
            tally.AddCode(PredictionKeys.ParseLabelOrCode(outcome));
            seen.Add(PredictionKeys.ParseHash(outcome));
        }

        await foreach (var doubt in ReadAsync(IndexRange.Doubts, shard, cancellationToken))
        {
            if (seen.Add(PredictionKeys.ParseHash(doubt)))
            {
                var (confidence, label) = PredictionKeys.ParseDoubt(doubt);
                tally.AddLabel(label, confidence);
            }
        }

        foreach (var other in others)
        {
            foreach (var range in new[] { IndexRange.Doubts, IndexRange.Failures })
            {
                await foreach (var position in ReadAsync(range, other, cancellationToken))
                {
                    tally.Missing += seen.Add(PredictionKeys.ParseHash(position)) ? 1 : 0;
                }
            }
        }

        return tally;
    }

    private IAsyncEnumerable<string> ReadAsync(IndexRange range, string shard, CancellationToken cancellationToken)
    {
        var request = range.Query(table.Name, shard);
        request.ProjectionExpression = range.SortKey;
        return table.ReadAllAsync(request, cancellationToken).Select(item => item[range.SortKey].S);
    }
}
