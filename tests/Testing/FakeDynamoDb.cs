using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;

namespace ImageClassification.Testing;

/// <summary>
/// Keeps items in memory and answers the queries of shared/Predictions by key. Conditions are not judged:
/// those are tested against a real DynamoDB endpoint in local/tests.
/// </summary>
public sealed class FakeDynamoDb() : AmazonDynamoDBClient(new AnonymousAWSCredentials(), new AmazonDynamoDBConfig { ServiceURL = "http://127.0.0.1:1" })
{
    private readonly Lock _lock = new();

    /// <summary>Every item put, in order.</summary>
    public List<Dictionary<string, AttributeValue>> Puts { get; } = [];

    /// <summary>Runs at every put.</summary>
    public Action<Dictionary<string, AttributeValue>> OnPut { get; set; } = _ => { };

    /// <summary>Thrown by the next calls, first to last.</summary>
    public Queue<Exception> Faults { get; } = new();

    public override Task<PutItemResponse> PutItemAsync(PutItemRequest request, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            ThrowFault();
            OnPut(request.Item);
            Puts.Add(request.Item);
            return Task.FromResult(new PutItemResponse());
        }
    }

    public override Task<QueryResponse> QueryAsync(QueryRequest request, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            ThrowFault();
            var values = request.ExpressionAttributeValues;
            var found = request.IndexName is null
                ? Current().Where(item => item["pk"].S == values[":pk"].S).OrderBy(item => item["sk"].S, StringComparer.Ordinal)
                : Current().Where(item => item.TryGetValue("batchShard", out var shard) && shard.S == values[":shard"].S
                        && string.CompareOrdinal(item["outcome"].S, values[":low"].S) >= 0
                        && string.CompareOrdinal(item["outcome"].S, values[":high"].S) <= 0)
                    .OrderBy(item => item["outcome"].S, StringComparer.Ordinal);
            var ordered = request.ScanIndexForward == false ? found.Reverse() : found;
            return Task.FromResult(new QueryResponse { Items = [.. request.Limit > 0 ? ordered.Take(request.Limit.Value) : ordered] });
        }
    }

    public override Task<BatchGetItemResponse> BatchGetItemAsync(BatchGetItemRequest request, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            ThrowFault();
            var (table, asked) = request.RequestItems.Single();
            var keys = asked.Keys.Select(key => (key["pk"].S, key["sk"].S)).ToHashSet();
            return Task.FromResult(new BatchGetItemResponse
            {
                Responses = new() { [table] = [.. Current().Where(item => keys.Contains((item["pk"].S, item["sk"].S)))] },
            });
        }
    }

    private IEnumerable<Dictionary<string, AttributeValue>> Current() =>
        Puts.GroupBy(item => (item["pk"].S, item["sk"].S)).Select(group => group.Last());

    private void ThrowFault()
    {
        if (Faults.TryDequeue(out var fault))
        {
            throw fault;
        }
    }
}
