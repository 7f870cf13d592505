using System.Runtime.CompilerServices;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using ImageClassification.Contracts;

namespace ImageClassification.Predictions;

/// <summary>Lists and counts a batch through the index batch-outcome, all of its shards at a time.</summary>
public sealed class BatchReader(IAmazonDynamoDB dynamoDb, string tableName)
{
    private const string Index = "batch-outcome";

    /// <returns>Null for a batch that nothing is known of, or not from the filter's model version.</returns>
    /// <exception cref="InvalidCursorException">The filter's cursor is not of this query.</exception>
    public async Task<PredictionPage?> ListAsync(BatchFilter filter, CancellationToken cancellationToken)
    {
        var range = OutcomeRange.For(filter);
        if (await FindModelAsync(filter.Batch, filter.Model, cancellationToken) is not { } model)
        {
            return null;
        }

        var shards = await Task.WhenAll(Enumerable.Range(0, PredictionKeys.Shards).Select(
            shard => ReadAsync(PredictionKeys.Shard(filter.Batch, model, shard), range, filter, cancellationToken)));
        var merged = shards.SelectMany(items => items);
        var items = (filter.Descending
                ? merged.OrderByDescending(item => item["outcome"].S, StringComparer.Ordinal)
                : merged.OrderBy(item => item["outcome"].S, StringComparer.Ordinal))
            .Take(filter.Limit + 1).ToList();
        var more = items.Count > filter.Limit;
        var page = items.Take(filter.Limit).ToList();
        return new PredictionPage(page.ConvertAll(PredictionItem.To), more ? OutcomeRange.Cursor(page[^1]["outcome"].S) : null);
    }

    /// <param name="batch">Its name.</param>
    /// <param name="modelVersion">As name@version; null for the one that the batch met last.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Null for a batch that nothing is known of, or not from this model version.</returns>
    public async Task<BatchSummary?> SummarizeAsync(string batch, string? modelVersion, CancellationToken cancellationToken)
    {
        if (await FindModelAsync(batch, modelVersion, cancellationToken) is not { } model)
        {
            return null;
        }

        var shards = await Task.WhenAll(Enumerable.Range(0, PredictionKeys.Shards).Select(
            shard => CountAsync(PredictionKeys.Shard(batch, model, shard), cancellationToken)));
        var counts = shards.SelectMany(counts => counts)
            .GroupBy(count => count.Key, (key, parts) => (key.Status, key.LabelOrCode, Count: parts.Sum(part => part.Value.Count), Sum: parts.Sum(part => part.Value.Sum)))
            .OrderByDescending(count => count.Count).ThenBy(count => count.LabelOrCode, StringComparer.Ordinal)
            .ToLookup(count => count.Status == PredictionItem.Name(PredictionStatus.Classified));
        return new BatchSummary(
            batch,
            model,
            counts[true].Sum(count => count.Count),
            counts[false].Sum(count => count.Count),
            [.. counts[true].Select(count => new LabelCount(count.LabelOrCode, count.Count, Math.Round(count.Sum / count.Count, 6)))],
            [.. counts[false].Select(count => new ErrorCount(count.LabelOrCode, count.Count))]);
    }

    /// <summary>The model version asked for, if the batch has met it, or the one that it met last.</summary>
    private async Task<string?> FindModelAsync(string batch, string? modelVersion, CancellationToken cancellationToken)
    {
        var response = await dynamoDb.QueryAsync(PredictionKeys.Partition(tableName, PredictionKeys.Batch(batch)), cancellationToken);
        return (response.Items ?? [])
            .OrderByDescending(item => item["metAt"].S, StringComparer.Ordinal)
            .Select(item => item["sk"].S)
            .FirstOrDefault(model => modelVersion is null || model == modelVersion);
    }

    /// <summary>One shard's share of a page: one more than the limit, which tells whether there are more.</summary>
    private async Task<List<Dictionary<string, AttributeValue>>> ReadAsync(
        string shard, OutcomeRange range, BatchFilter filter, CancellationToken cancellationToken)
    {
        var request = ShardQuery(shard, range);
        request.ScanIndexForward = !filter.Descending;
        if (filter is { MinimumConfidence: { } minimum, Label: null })
        {
            request.FilterExpression = "confidence >= :minimum";
            request.ExpressionAttributeValues[":minimum"] = PredictionItem.Number(minimum);
        }
        else
        {
            request.Limit = filter.Limit + 2; // one may be the page before's last
        }

        var items = new List<Dictionary<string, AttributeValue>>();
        await foreach (var item in ReadAllAsync(request, cancellationToken))
        {
            if (item["outcome"].S != range.After)
            {
                items.Add(item);
            }

            if (items.Count > filter.Limit)
            {
                break;
            }
        }

        return items;
    }

    /// <summary>How many predictions a shard has of each status and label or code, and the sum of their confidences.</summary>
    private async Task<Dictionary<(string Status, string LabelOrCode), (int Count, double Sum)>> CountAsync(
        string shard, CancellationToken cancellationToken)
    {
        var request = ShardQuery(shard, OutcomeRange.All);
        request.ProjectionExpression = "outcome";
        var counts = new Dictionary<(string, string), (int Count, double Sum)>();
        await foreach (var item in ReadAllAsync(request, cancellationToken))
        {
            var (status, labelOrCode, confidence) = PredictionKeys.Parse(item["outcome"].S);
            var (count, sum) = counts.GetValueOrDefault((status, labelOrCode));
            counts[(status, labelOrCode)] = (count + 1, sum + confidence);
        }

        return counts;
    }

    private QueryRequest ShardQuery(string shard, OutcomeRange range) => new()
    {
        TableName = tableName,
        IndexName = Index,
        KeyConditionExpression = "batchShard = :shard AND outcome BETWEEN :low AND :high",
        ExpressionAttributeValues = new()
        {
            [":shard"] = PredictionItem.Text(shard),
            [":low"] = PredictionItem.Text(range.Low),
            [":high"] = PredictionItem.Text(range.High),
        },
    };

    private async IAsyncEnumerable<Dictionary<string, AttributeValue>> ReadAllAsync(
        QueryRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        do
        {
            var response = await dynamoDb.QueryAsync(request, cancellationToken);
            foreach (var item in response.Items ?? [])
            {
                yield return item;
            }

            request.ExclusiveStartKey = response.LastEvaluatedKey;
        }
        while (request.ExclusiveStartKey?.Count > 0);
    }
}
