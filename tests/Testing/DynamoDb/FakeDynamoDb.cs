using System.Net;
using System.Text;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;

namespace ImageClassification.Testing;

/// <summary>
/// Keeps items in memory, and judges conditions, filters and updates as DynamoDB does. Indexes are never behind. Safe for use by several threads.
/// </summary>
public class FakeDynamoDb() : AmazonDynamoDBClient(new AnonymousAWSCredentials(), new AmazonDynamoDBConfig { ServiceURL = "http://127.0.0.1:1" })
{
    private static readonly Dictionary<string, string> SortKeys = new() { ["batch-outcome"] = "outcome", ["batch-confidence"] = "doubt" };

    private readonly Lock _lock = new();
    private readonly Items _items = new();

    /// <summary>What the table holds.</summary>
    public IReadOnlyList<Dictionary<string, AttributeValue>> Items => [.. _items.All];

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

    /// <summary>The most keys that one BatchGetItem answers; the rest is unprocessed.</summary>
    public int MostKeys { get; set; } = 100;

    /// <summary>Puts an item without a request.</summary>
    public void Add(Dictionary<string, AttributeValue> item) => _items.Put(item);

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _items.Clear();
        Puts.Clear();
        Updates.Clear();
        Queries.Clear();
    }

    public override Task<PutItemResponse> PutItemAsync(PutItemRequest request, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            ThrowFault();
            OnPut(request.Item);
            Judge(request.ConditionExpression, new(Find(request.Item), request.ExpressionAttributeNames, request.ExpressionAttributeValues));
            Puts.Add(request.Item);
            _items.Put(new(request.Item));
            return Task.FromResult(new PutItemResponse());
        }
    }

    public override Task<UpdateItemResponse> UpdateItemAsync(UpdateItemRequest request, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            ThrowFault();
            var old = Find(request.Key);
            Judge(request.ConditionExpression, new(old, request.ExpressionAttributeNames, request.ExpressionAttributeValues));
            Updates.Add(request);
            _items.Put(UpdateExpression.Apply(request, old));
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
            var left = keys.Keys.Skip(MostKeys).ToList();
            return Task.FromResult(new BatchGetItemResponse
            {
                Responses = new() { [table] = [.. keys.Keys.Take(MostKeys).Select(Find).OfType<Dictionary<string, AttributeValue>>()] },
                UnprocessedKeys = left.Count > 0 ? new() { [table] = new() { Keys = left } } : null,
            });
        }
    }

    public override Task<QueryResponse> QueryAsync(QueryRequest request, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            ThrowFault();
            OnQuery(request);
            Queries.Add(request);
            var hash = request.ExpressionAttributeValues[request.IndexName is null ? ":pk" : ":shard"].S;
            foreach (var (_, value) in request.ExpressionAttributeValues.Where(
                pair => request.KeyConditionExpression.Contains(pair.Key, StringComparison.Ordinal)))
            {
                CheckKey(hash, value.S);
            }

            var found = _items.Under(hash, request.IndexName is null ? null : SortKeys[request.IndexName])
                .Where(item => ConditionExpression.Holds(request.KeyConditionExpression, ScopeOf(item))).ToList();
            if (request.ScanIndexForward == false)
            {
                found.Reverse();
            }

            found.RemoveRange(0, 1 + found.FindIndex(IsStart));
            var page = found.Take(request.Limit ?? int.MaxValue).ToList();
            return Task.FromResult(new QueryResponse
            {
                Items = page.FindAll(item => ConditionExpression.Holds(request.FilterExpression, ScopeOf(item))),
                LastEvaluatedKey = page.Count < found.Count ? page[^1] : null,
            });
        }

        Scope ScopeOf(Dictionary<string, AttributeValue> item) => new(item, request.ExpressionAttributeNames, request.ExpressionAttributeValues);

        bool IsStart(Dictionary<string, AttributeValue> item) =>
            request.ExclusiveStartKey is { Count: > 0 } start && (item["pk"].S, item["sk"].S) == (start["pk"].S, start["sk"].S);
    }

    private static void Judge(string? condition, Scope scope)
    {
        if (!ConditionExpression.Holds(condition, scope))
        {
            throw new ConditionalCheckFailedException("The conditional request failed");
        }
    }

    private Dictionary<string, AttributeValue>? Find(Dictionary<string, AttributeValue> key)
    {
        CheckKey(key["pk"].S, key["sk"].S);
        return _items.Find(key);
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
