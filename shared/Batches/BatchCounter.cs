using System.Runtime.CompilerServices;
using ImageClassification.Contracts;
using ImageClassification.Predictions;

namespace ImageClassification.Batches;

/// <summary>Counts a batch by reading the keys of its predictions: all shards at a time, and each page by page.</summary>
internal sealed class BatchCounter(PredictionTable table)
{
    public async Task<BatchCounts> CountAsync(BatchName batch, ModelVersion model, CancellationToken cancellationToken) => Tally.Sum(
        await Task.WhenAll(Enumerable.Range(0, PredictionKeys.Shards).Select(
            shard => CountAsync(PredictionKeys.Shard(batch, model, shard), cancellationToken))));

    /// <summary>
    /// Failures first, and what failed has no label: an object that is replaced meanwhile may be missed by this count, and is never counted twice.
    /// </summary>
    private async Task<Tally> CountAsync(string shard, CancellationToken cancellationToken)
    {
        var tally = new Tally();
        var failed = new HashSet<string>();
        await foreach (var outcome in ReadAsync(IndexRange.Failures, shard, cancellationToken))
        {
            tally.AddCode(PredictionKeys.ParseCode(outcome));
            failed.Add(PredictionKeys.ParseHash(outcome));
        }

        await foreach (var doubt in ReadAsync(IndexRange.Doubts, shard, cancellationToken))
        {
            if (!failed.Contains(PredictionKeys.ParseHash(doubt)))
            {
                var (confidence, label) = PredictionKeys.ParseDoubt(doubt);
                tally.AddLabel(label, confidence);
            }
        }

        return tally;
    }

    private async IAsyncEnumerable<string> ReadAsync(IndexRange range, string shard, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = range.Query(table.Name, shard);
        request.ProjectionExpression = range.SortKey;
        do
        {
            var response = await table.Client.QueryAsync(request, cancellationToken);
            foreach (var item in response.Items ?? [])
            {
                yield return item[range.SortKey].S;
            }

            request.ExclusiveStartKey = response.LastEvaluatedKey;
        }
        while (request.ExclusiveStartKey?.Count > 0);
    }
}
