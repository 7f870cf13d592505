using System.Security.Cryptography;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;

namespace ImageClassification.Query.Tests.Export;

/// <summary>A batch of many predictions, none of which is kept: each query makes its page.</summary>
internal sealed class EndlessTable(int count) : AmazonDynamoDBClient(
    new AnonymousAWSCredentials(), new AmazonDynamoDBConfig { ServiceURL = "http://127.0.0.1:1" })
{
    private const int Shards = 8;

    public override Task<QueryResponse> QueryAsync(QueryRequest request, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var values = request.ExpressionAttributeValues;
        if (request.IndexName is null)
        {
            var time = new AttributeValue("2026-01-15T12:00:00.000Z");
            return Task.FromResult(new QueryResponse
            {
                Items =
                [
                    new() { ["sk"] = new("batch"), ["batch"] = new("trip"), ["createdAt"] = time },
                    new() { ["sk"] = new("clothing@1"), ["startedAt"] = time, ["metAt"] = time, ["changedAt"] = time },
                ],
            });
        }

        // Listed from the highest number down.
        var shard = values[":shard"].S[^1] - '0';
        var from = values[":high"].S is ['C', ..] high ? int.Parse(high.Split('#')[^1], System.Globalization.CultureInfo.InvariantCulture) : count - 1;
        from -= (from - shard + Shards) % Shards;
        var numbers = Enumerable.Range(0, request.Limit!.Value).Select(step => from - (step * Shards)).TakeWhile(number => number >= 0).ToList();
        var items = numbers.ConvertAll(Item);
        return Task.FromResult(new QueryResponse { Items = items, LastEvaluatedKey = numbers is [.., var last] && last >= Shards ? items[^1] : null });
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
        ["eTag"] = new(Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(number))[..16])),
        ["confidence"] = new() { N = "0.5" },
        ["labels"] = new() { L = [.. Enumerable.Repeat(new AttributeValue { L = [new("dress"), new() { N = "0.5" }] }, 5)] },
        ["outcome"] = new($"CLASSIFIED#dress#0.500000#{number:D8}"),
    };
}
