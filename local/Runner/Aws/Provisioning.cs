using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.S3.Model;
using Amazon.SQS;
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
        var eventQueue = await CreateEventQueueAsync(aws.Sqs, cancellationToken);

        // A queue's dead-letter queue must exist before it.
        foreach (var queue in stack.Queues.OrderBy(queue => queue.DeadLetterQueue is not null))
        {
            var attributes = queue.Attributes.ToDictionary(pair => pair.Key, pair => WithAccountOf(eventQueue, pair.Value));
            await CreateQueueAsync(queue.Name, attributes, aws.Sqs, cancellationToken);
        }

        foreach (var bucket in stack.Buckets.Append(stack.ImageBucket).Where(bucket => bucket.Length > 0).Distinct())
        {
            await CreateBucketAsync(bucket, eventQueue, aws, cancellationToken);
        }

        foreach (var table in stack.Tables)
        {
            await CreateTableAsync(table, aws.DynamoDb, cancellationToken);
        }
    }

    private static async Task CreateQueueAsync(
        string name, Dictionary<string, string> attributes, IAmazonSQS sqs, CancellationToken cancellationToken)
    {
        try
        {
            await sqs.CreateQueueAsync(new CreateQueueRequest { QueueName = name, Attributes = attributes }, cancellationToken);
        }
        catch (AmazonSQSException exception) when (exception.Message.Contains("exist", StringComparison.OrdinalIgnoreCase))
        {
            var queue = await sqs.GetQueueUrlAsync(name, cancellationToken);
            await sqs.SetQueueAttributesAsync(queue.QueueUrl, attributes, cancellationToken); // of an earlier run with other parameters
        }
    }

    /// <returns>Its ARN, which contains the account that the services assume.</returns>
    private static async Task<string> CreateEventQueueAsync(IAmazonSQS sqs, CancellationToken cancellationToken)
    {
        var created = await sqs.CreateQueueAsync(new CreateQueueRequest { QueueName = EventQueue.Name }, cancellationToken);
        var request = new GetQueueAttributesRequest { QueueUrl = created.QueueUrl, AttributeNames = [QueueAttributeName.QueueArn] };
        return (await sqs.GetQueueAttributesAsync(request, cancellationToken)).QueueARN;
    }

    private static string WithAccountOf(string arn, string text) =>
        text.Replace($":{Stack.Account}:", $":{arn.Split(':')[4]}:", StringComparison.Ordinal);

    private static async Task CreateBucketAsync(string bucket, string eventQueue, AwsClients aws, CancellationToken cancellationToken)
    {
        try
        {
            await aws.S3.PutBucketAsync(bucket, cancellationToken);
        }
        catch (BucketAlreadyOwnedByYouException)
        {
        }

        if (aws.Endpoints.Embedded)
        {
            return;
        }

        // Replaces all that the bucket has, which may be someone else's.
        var known = await aws.S3.GetBucketNotificationAsync(bucket, cancellationToken);
        if (known.QueueConfigurations?.Exists(configuration => configuration.Queue == eventQueue) != true)
        {
            await aws.S3.PutBucketNotificationAsync(
                new PutBucketNotificationRequest
                {
                    BucketName = bucket,
                    QueueConfigurations = [.. known.QueueConfigurations ?? [],
                        new() { Queue = eventQueue, Events = [new("s3:ObjectCreated:*"), new("s3:ObjectRemoved:*")] }],
                    TopicConfigurations = known.TopicConfigurations,
                    LambdaFunctionConfigurations = known.LambdaFunctionConfigurations,
                    EventBridgeConfiguration = known.EventBridgeConfiguration,
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
