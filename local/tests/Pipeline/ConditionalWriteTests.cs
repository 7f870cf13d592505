using Amazon.DynamoDBv2.Model;
using ImageClassification.Predictions;
using ImageClassification.Predictions.Tests;

namespace ImageClassification.Pipeline.Tests;

/// <summary>The cases of tests/Predictions, judged by a real DynamoDB endpoint.</summary>
public sealed class ConditionalWriteTests(PipelineFixture fixture) : ConditionalWrites
{
    [Fact]
    public async Task A_first_write_with_a_key_of_256_bytes_costs_three_write_units()
    {
        var dynamoDb = fixture.Pipeline.Aws.DynamoDb;
        var store = new PredictionStore(await TableAsync());
        var key = $"uploads/conditions/{new string('k', 197)}{Guid.NewGuid()}.jpg";
        await store.WriteAsync(Parse(key, "CLASSIFIED 0A 0 a"), Cancellation);
        var scan = new ScanRequest
        {
            TableName = await fixture.TableAsync(),
            FilterExpression = "#key = :key",
            ExpressionAttributeNames = new() { ["#key"] = "key" },
            ExpressionAttributeValues = new() { [":key"] = new AttributeValue { S = key } },
        };
        var item = await dynamoDb.Paginators.Scan(scan).Responses.SelectMany(page => page.Items).SingleAsync(Cancellation);

        var rewrite = new PutItemRequest { TableName = await fixture.TableAsync(), Item = item, ReturnConsumedCapacity = "TOTAL" };
        var capacity = (await dynamoDb.PutItemAsync(rewrite, Cancellation)).ConsumedCapacity.CapacityUnits;

        // The embedded DynamoDB counts the table only; an index takes a copy of the item, or of less.
        var table = (await dynamoDb.DescribeTableAsync(await fixture.TableAsync(), Cancellation)).Table;
        (capacity * (1 + table.GlobalSecondaryIndexes.Count)).ShouldBe(3);
    }

    protected override async Task<PredictionTable> TableAsync() => new(fixture.Pipeline.Aws.DynamoDb, await fixture.TableAsync(), TimeProvider.System);
}
