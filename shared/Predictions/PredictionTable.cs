using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using ImageClassification.Contracts;

namespace ImageClassification.Predictions;

/// <summary>The table of predictions and batches, and its writer's clock. Safe for use by several threads.</summary>
public sealed class PredictionTable(IAmazonDynamoDB client, string name, TimeProvider time)
{
    /// <summary>DynamoDB's own limit.</summary>
    private const int KeysOfRequest = 100;

    private const int MostAttempts = 8;

    /// <summary>As many as the shards that a page reads at a time.</summary>
    private const int ParallelRequests = 8;

    internal IAmazonDynamoDB Client => client;

    internal string Name => name;

    internal TimeProvider Time => time;

    /// <param name="keys">Of the items.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <param name="attributes">Those to read, with pk; none for all.</param>
    /// <returns>By their pk; items that do not exist are missing.</returns>
    internal async Task<IReadOnlyDictionary<string, Dictionary<string, AttributeValue>>> GetAsync(
        IEnumerable<Dictionary<string, AttributeValue>> keys, CancellationToken cancellationToken, params string[] attributes)
    {
        var found = new ConcurrentDictionary<string, Dictionary<string, AttributeValue>>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = ParallelRequests, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(keys.Chunk(KeysOfRequest), parallel, async (part, token) =>
        {
            List<Dictionary<string, AttributeValue>>? left = [.. part];
            for (var attempt = 1; left is { Count: > 0 }; attempt++)
            {
                var wanted = new KeysAndAttributes { Keys = left };
                if (attributes.Length > 0)
                {
                    (wanted.ProjectionExpression, wanted.ExpressionAttributeNames) = Project(attributes);
                }

                var request = new BatchGetItemRequest { RequestItems = new() { [name] = wanted } };
                var response = await client.BatchGetItemAsync(request, token);
                foreach (var item in response.Responses[name])
                {
                    found[item["pk"].S] = item;
                }

                left = response.UnprocessedKeys?.GetValueOrDefault(name)?.Keys;
                if (left is { Count: > 0 })
                {
                    await PauseAsync(attempt, left.Count, token);
                }
            }
        });
        return found;
    }

    /// <returns>An expression that reads these attributes only, and its names.</returns>
    internal static (string Expression, Dictionary<string, string> Names) Project(string[] attributes) =>
        (string.Join(", ", attributes.Select(attribute => $"#{attribute}")), attributes.ToDictionary(attribute => $"#{attribute}"));

    internal UpdateItemRequest Update(BatchName batch, string sortKey, string expression, Dictionary<string, AttributeValue> values) => new()
    {
        TableName = name,
        Key = PredictionKeys.Of(PredictionKeys.Batch(batch), sortKey),
        UpdateExpression = expression,
        ExpressionAttributeValues = values,
    };

    /// <returns>Whether the request's condition held.</returns>
    internal Task<bool> TryUpdateAsync(UpdateItemRequest request, CancellationToken cancellationToken) =>
        TryAsync(() => client.UpdateItemAsync(request, cancellationToken));

    /// <inheritdoc cref="TryUpdateAsync"/>
    internal Task<bool> TryPutAsync(PutItemRequest request, CancellationToken cancellationToken) =>
        TryAsync(() => client.PutItemAsync(request, cancellationToken));

    /// <returns>What the query finds, page by page.</returns>
    internal async IAsyncEnumerable<Dictionary<string, AttributeValue>> ReadAllAsync(
        QueryRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        do
        {
            var response = await client.QueryAsync(request, cancellationToken);
            foreach (var item in response.Items ?? [])
            {
                yield return item;
            }

            request.ExclusiveStartKey = response.LastEvaluatedKey;
        }
        while (request.ExclusiveStartKey?.Count > 0);
    }

    private static async Task<bool> TryAsync(Func<Task> write)
    {
        try
        {
            await write();
            return true;
        }
        catch (ConditionalCheckFailedException)
        {
            return false;
        }
    }

    /// <summary>Unprocessed items are throttled: an immediate retry would be too.</summary>
    private Task PauseAsync(int attempt, int left, CancellationToken cancellationToken) => attempt < MostAttempts
        ? Task.Delay(TimeSpan.FromMilliseconds(50 << attempt), time, cancellationToken)
        : throw new ProvisionedThroughputExceededException($"The table did not return {left} items in {attempt} requests.");
}
