using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;

namespace ImageClassification.Query.Tests.Export;

/// <summary>A batch of many predictions, none of which is kept: each query makes its page.</summary>
internal sealed class EndlessTable(int count) : AmazonDynamoDBClient(new AnonymousAWSCredentials(), new AmazonDynamoDBConfig { ServiceURL = "http://127.0.0.1:1" })
{
    private const int Shards = 8;

    public override Task<QueryResponse> QueryAsync(QueryRequest request, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var values = request.ExpressionAttributeValues;
        if (request.IndexName is null)
        {
            var model = new Dictionary<string, AttributeValue> { ["sk"] = new("clothing@1"), ["metAt"] = new("2026-01-15T12:00:00.000Z") };
            return Task.FromResult(new QueryResponse { Items = [model] });
        }

        // Listed from the highest number down.
        var shard = values[":shard"].S[^1] - '0';
        var from = values[":high"].S is ['C', ..] high ? int.Parse(high.Split('#')[^1], System.Globalization.CultureInfo.InvariantCulture) : count - 1;
        from -= (from - shard + Shards) % Shards;
        var numbers = Enumerable.Range(0, int.MaxValue).Select(step => from - (step * Shards)).TakeWhile(number => number >= 0).Take(request.Limit!.Value);
        return Task.FromResult(new QueryResponse { Items = [.. numbers.Select(Item)] });
    }

    private static Dictionary<string, AttributeValue> Item(int number) => new()
    {
        ["bucket"] = new("images"),
        ["key"] = new($"uploads/trip/{number:D8}.jpg"),
        ["status"] = new("CLASSIFIED"),
        ["model"] = new("clothing"),
        ["sk"] = new("clothing@1"),
        ["manifest"] = new("0123456789abcdef"),
        ["eventTime"] = new("2026-01-15T12:00:00.000Z"),
        ["at"] = new("2026-01-15T12:00:00.000Z"),
        ["confidence"] = new() { N = "0.5" },
        ["labels"] = new() { L = [.. Enumerable.Repeat(new AttributeValue { L = [new("dress"), new() { N = "0.5" }] }, 5)] },
        ["outcome"] = new($"CLASSIFIED#dress#0.500000#{number:D8}"),
    };
}
