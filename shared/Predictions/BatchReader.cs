using System.Globalization;
using System.Runtime.CompilerServices;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using ImageClassification.Contracts;

namespace ImageClassification.Predictions;

/// <summary>Lists and counts a batch through the index batch-outcome, all of its shards at a time.</summary>
public sealed class BatchReader(IAmazonDynamoDB dynamoDb, string tableName)
{
    private const string Index = "batch-outcome";

    /// <returns>Null for a batch that nothing is known of.</returns>
    /// <exception cref="InvalidCursorException">The filter's cursor is not of this query.</exception>
    public async Task<PredictionPage?> ListAsync(BatchFilter filter, CancellationToken cancellationToken)
    {
        var range = OutcomeRange.For(filter);
        if (await FindModelAsync(filter.Batch, cancellationToken) is not { } model)
        {
            return null;
        }

        var shards = await Task.WhenAll(Enumerable.Range(0, PredictionKeys.Shards).Select(
            shard => ReadAsync(PredictionKeys.Shard(filter.Batch, model.Name, shard), range, filter, cancellationToken)));
        var merged = shards.SelectMany(items => items);
        var items = (filter.Descending
                ? merged.OrderByDescending(item => item["outcome"].S, StringComparer.Ordinal)
                : merged.OrderBy(item => item["outcome"].S, StringComparer.Ordinal))
            .Take(filter.Limit + 1).ToList();
        var more = items.Count > filter.Limit;
        var page = items.Take(filter.Limit).ToList();
        return new PredictionPage(page.ConvertAll(PredictionItem.To), more ? OutcomeRange.Cursor(page[^1]["outcome"].S) : null);
    }

    /// <returns>Null for a batch that nothing is known of.</returns>
    public async Task<BatchSummary?> SummarizeAsync(string batch, CancellationToken cancellationToken)
    {
        if (await FindModelAsync(batch, cancellationToken) is not { } model)
        {
            return null;
        }

        var shards = await Task.WhenAll(Enumerable.Range(0, PredictionKeys.Shards).Select(
            shard => ReadOutcomesAsync(PredictionKeys.Shard(batch, model.Name, shard), cancellationToken)));
        var outcomes = shards.SelectMany(outcomes => outcomes).ToLookup(outcome => outcome.Status == PredictionItem.Name(PredictionStatus.Classified));
        var labels = outcomes[true].GroupBy(outcome => outcome.LabelOrCode)
            .Select(group => new LabelCount(group.Key, group.Count(), Math.Round(group.Average(outcome => outcome.Confidence), 6)))
            .OrderByDescending(label => label.Count).ThenBy(label => label.Label, StringComparer.Ordinal);
        var errors = outcomes[false].GroupBy(outcome => outcome.LabelOrCode)
            .Select(group => new ErrorCount(group.Key, group.Count()))
            .OrderByDescending(error => error.Count).ThenBy(error => error.Code, StringComparer.Ordinal);
        return new BatchSummary(
            batch, model.Name, model.StartedAt, outcomes[true].Count(), outcomes[false].Count(), [.. labels], [.. errors]);
    }

    /// <summary>The model version that the batch met last.</summary>
    private async Task<(string Name, DateTimeOffset StartedAt)?> FindModelAsync(string batch, CancellationToken cancellationToken)
    {
        var response = await dynamoDb.QueryAsync(
            new QueryRequest
            {
                TableName = tableName,
                KeyConditionExpression = "pk = :pk",
                ExpressionAttributeValues = new() { [":pk"] = PredictionItem.Text(PredictionKeys.Batch(batch)) },
                ConsistentRead = true,
            },
            cancellationToken);
        return (response.Items ?? [])
            .Select(item => (item["sk"].S, DateTimeOffset.Parse(item["startedAt"].S, CultureInfo.InvariantCulture)))
            .OrderByDescending(model => model.Item2)
            .Select(model => ((string, DateTimeOffset)?)model)
            .FirstOrDefault();
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

    private async Task<List<(string Status, string LabelOrCode, double Confidence)>> ReadOutcomesAsync(
        string shard, CancellationToken cancellationToken)
    {
        var request = ShardQuery(shard, new OutcomeRange("!", "\uffff", null));
        request.ProjectionExpression = "outcome";
        var outcomes = new List<(string, string, double)>();
        await foreach (var item in ReadAllAsync(request, cancellationToken))
        {
            outcomes.Add(PredictionKeys.Parse(item["outcome"].S));
        }

        return outcomes;
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
