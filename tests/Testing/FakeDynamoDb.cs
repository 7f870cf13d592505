using System.Net;
using System.Text;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;

namespace ImageClassification.Testing;

/// <summary>
/// Keeps items in memory and answers the requests of shared/Predictions. The conditions of puts are not judged:
/// those are tested against a real DynamoDB endpoint in local/tests.
/// </summary>
public sealed class FakeDynamoDb() : AmazonDynamoDBClient(new AnonymousAWSCredentials(), new AmazonDynamoDBConfig { ServiceURL = "http://127.0.0.1:1" })
{
    private static readonly string[] SortKeys = ["outcome", "doubt", "sk"];

    private readonly Lock _lock = new();
    private readonly Dictionary<(string, string), Dictionary<string, AttributeValue>> _items = [];

    /// <summary>Every item put, in order.</summary>
    public List<Dictionary<string, AttributeValue>> Puts { get; } = [];

    /// <summary>Every update whose condition held, in order.</summary>
    public List<UpdateItemRequest> Updates { get; } = [];

    /// <summary>Every query, in order.</summary>
    public List<QueryRequest> Queries { get; } = [];

    /// <summary>Runs at every put.</summary>
    public Action<Dictionary<string, AttributeValue>> OnPut { get; set; } = _ => { };

    /// <summary>Runs at every query.</summary>
    public Action<QueryRequest> OnQuery { get; set; } = _ => { };

    /// <summary>Thrown by the next calls, first to last.</summary>
    public Queue<Exception> Faults { get; } = new();

    public override Task<PutItemResponse> PutItemAsync(PutItemRequest request, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            ThrowFault();
            OnPut(request.Item);
            Puts.Add(request.Item);
            _items[KeyOf(request.Item)] = new(request.Item);
            return Task.FromResult(new PutItemResponse());
        }
    }

    public override Task<UpdateItemResponse> UpdateItemAsync(UpdateItemRequest request, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            ThrowFault();
            var old = Find(request.Key);
            if (request.ConditionExpression is { } condition && !UpdateExpression.Holds(condition, request, old))
            {
                throw new ConditionalCheckFailedException("The conditional request failed");
            }

            Updates.Add(request);
            _items[KeyOf(request.Key)] = UpdateExpression.Apply(request, old);
            return Task.FromResult(new UpdateItemResponse { Attributes = request.ReturnValues == ReturnValue.ALL_OLD ? old : null });
        }
    }

    public override Task<GetItemResponse> GetItemAsync(
        string tableName, Dictionary<string, AttributeValue> key, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            ThrowFault();
            return Task.FromResult(new GetItemResponse { Item = Find(key) });
        }
    }

    public override Task<BatchGetItemResponse> BatchGetItemAsync(BatchGetItemRequest request, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            ThrowFault();
            var (table, keys) = request.RequestItems.Single();
            return Task.FromResult(new BatchGetItemResponse { Responses = new() { [table] = [.. keys.Keys.Select(Find).OfType<Dictionary<string, AttributeValue>>()] } });
        }
    }

    public override Task<QueryResponse> QueryAsync(QueryRequest request, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            ThrowFault();
            OnQuery(request);
            Queries.Add(request);
            var values = request.ExpressionAttributeValues;
            var sortKey = SortKeys.First(name => request.KeyConditionExpression.Contains(name, StringComparison.Ordinal));
            var (hashKey, hash) = request.IndexName is null ? ("pk", values[":pk"].S) : ("batchShard", values[":shard"].S);
            var (low, high) = request.IndexName is null ? ("", values[":before"].S) : (values[":low"].S, values[":high"].S);
            CheckKey(hash, high);
            if (low.Length > 0)
            {
                CheckKey(hash, low);
            }

            var found = _items.Values
                .Where(item => item.GetValueOrDefault(hashKey)?.S == hash && item.ContainsKey(sortKey)
                    && string.CompareOrdinal(item[sortKey].S, low) >= 0 && string.CompareOrdinal(item[sortKey].S, high) <= 0)
                .OrderBy(item => item[sortKey].S, StringComparer.Ordinal).ToList();
            if (request.ScanIndexForward == false)
            {
                found.Reverse();
            }

            var page = found.Take(request.Limit ?? int.MaxValue).ToList();
            return Task.FromResult(new QueryResponse
            {
                Items = page.FindAll(item => request.FilterExpression is null || item["key"].S.StartsWith(values[":prefix"].S, StringComparison.Ordinal)),
                LastEvaluatedKey = page.Count < found.Count ? page[^1] : null,
            });
        }
    }

    private static (string, string) KeyOf(Dictionary<string, AttributeValue> item) => (item["pk"].S, item["sk"].S);

    private Dictionary<string, AttributeValue>? Find(Dictionary<string, AttributeValue> key)
    {
        CheckKey(key["pk"].S, key["sk"].S);
        return _items.GetValueOrDefault(KeyOf(key));
    }

    /// <summary><see href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html"/></summary>
    private static void CheckKey(string hash, string sort)
    {
        if (Encoding.UTF8.GetByteCount(hash) is < 1 or > 2048 || Encoding.UTF8.GetByteCount(sort) is < 1 or > 1024)
        {
            throw new AmazonDynamoDBException("A key is empty or too long.") { ErrorCode = "ValidationException", StatusCode = HttpStatusCode.BadRequest };
        }
    }

    private void ThrowFault()
    {
        if (Faults.TryDequeue(out var fault))
        {
            throw fault;
        }
    }
}
