using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.S3.Model;
using Amazon.SQS.Model;
using ImageClassification.Runner.Templates;

namespace ImageClassification.Runner.Aws;

/// <summary>Creates what the template describes, or finds it there from an earlier run.</summary>
internal static class Provisioning
{
    /// <summary>Gets every change of an object. The embedded S3 knows it by this name.</summary>
    public static readonly QueueResource EventQueue = new("local-s3-events", "local-s3-events", []);

    public static async Task CreateAsync(Stack stack, AwsClients aws, CancellationToken cancellationToken)
    {
        // A queue's dead-letter queue must exist before it.
        foreach (var queue in stack.Queues.Append(EventQueue).OrderBy(queue => queue.Attributes.ContainsKey("RedrivePolicy")))
        {
            await aws.Sqs.CreateQueueAsync(new CreateQueueRequest { QueueName = queue.Name, Attributes = queue.Attributes }, cancellationToken);
        }

        foreach (var bucket in stack.Buckets)
        {
            await CreateBucketAsync(bucket, aws, cancellationToken);
        }

        foreach (var table in stack.Tables)
        {
            await CreateTableAsync(table, aws.DynamoDb, cancellationToken);
        }
    }

    private static async Task CreateBucketAsync(string bucket, AwsClients aws, CancellationToken cancellationToken)
    {
        try
        {
            await aws.S3.PutBucketAsync(bucket, cancellationToken);
        }
        catch (BucketAlreadyOwnedByYouException)
        {
        }

        if (!aws.Endpoints.Embedded)
        {
            await aws.S3.PutBucketNotificationAsync(
                new PutBucketNotificationRequest
                {
                    BucketName = bucket,
                    QueueConfigurations = [new() { Queue = Arn.Queue(EventQueue.Name), Events = [new("s3:ObjectCreated:*"), new("s3:ObjectRemoved:*")] }],
                },
                cancellationToken);
        }
    }

    private static async Task CreateTableAsync(TableResource table, IAmazonDynamoDB dynamoDb, CancellationToken cancellationToken)
    {
        var properties = table.Properties;
        var attributes = List(properties["AttributeDefinitions"], item => new AttributeDefinition(Text(item, "AttributeName"), Text(item, "AttributeType")));
        try
        {
            await dynamoDb.CreateTableAsync(
                new CreateTableRequest
                {
                    TableName = table.Name,
                    BillingMode = BillingMode.PAY_PER_REQUEST,
                    AttributeDefinitions = [.. attributes],
                    KeySchema = [.. KeySchema(properties)],
                    GlobalSecondaryIndexes = properties["GlobalSecondaryIndexes"] is { } indexes ? [.. List(indexes, Index)] : null,
                },
                cancellationToken);
        }
        catch (ResourceInUseException)
        {
        }

        while ((await dynamoDb.DescribeTableAsync(table.Name, cancellationToken)).Table.TableStatus != TableStatus.ACTIVE)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
        }
    }

    private static GlobalSecondaryIndex Index(JsonNode index) => new()
    {
        IndexName = Text(index, "IndexName"),
        KeySchema = [.. KeySchema(index)],
        Projection = new()
        {
            ProjectionType = Text(index["Projection"]!, "ProjectionType"),
            NonKeyAttributes = index["Projection"]!["NonKeyAttributes"] is { } names ? [.. List(names, name => name.ToString())] : null,
        },
    };

    private static IEnumerable<KeySchemaElement> KeySchema(JsonNode owner) =>
        List(owner["KeySchema"], key => new KeySchemaElement(Text(key, "AttributeName"), Text(key, "KeyType")));

    private static IEnumerable<T> List<T>(JsonNode? list, Func<JsonNode, T> read) => ((JsonArray)list!).Select(item => read(item!));

    private static string Text(JsonNode owner, string name) => owner[name]!.ToString();
}
