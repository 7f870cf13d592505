using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.S3.Model;
using Amazon.SQS.Model;
using ImageClassification.Runner.Aws;
using ImageClassification.Runner.Events;
using ImageClassification.Runner.Templates;

namespace ImageClassification.Runner.Tests.Aws;

/// <summary>What the embedded services have answered is there after their process was killed.</summary>
public sealed class KeptDataTests : IAsyncLifetime
{
    private const string Bucket = "a-bucket";
    private const string Work = "work";
    private const string Table = "a-table";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kept-");
    private EmbeddedServices _services = null!;
    private AwsClients _aws = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await StartAsync(new(new("http://127.0.0.1:0"), new("http://127.0.0.1:0"), new("http://127.0.0.1:0"), Embedded: true));
        await CreateAsync(maxReceiveCount: 1);
    }

    public async ValueTask DisposeAsync()
    {
        _aws.Dispose();
        await _services.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task An_object_and_the_event_of_it()
    {
        await _aws.S3.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = "uploads/a.jpg", ContentBody = "hello" }, Cancellation);

        await KillAndStartAsync();

        using var found = await _aws.S3.GetObjectAsync(Bucket, "uploads/a.jpg", Cancellation);
        found.ContentLength.ShouldBe(5);
        (await QueueOf(Provisioning.EventQueue.Name).ReceiveAsync(10, 1, Cancellation)).ShouldHaveSingleItem().Body.ShouldContain("uploads/a.jpg");
    }

    [Fact]
    public async Task A_message_in_flight_which_its_receipt_handle_deletes()
    {
        await SendAsync("in flight");
        var received = await QueueOf(Work).ReceiveAsync(10, 1, Cancellation);

        await KillAndStartAsync();
        (await AttributesAsync(Work)).ApproximateNumberOfMessagesNotVisible.ShouldBe(1);
        await QueueOf(Work).DeleteAsync(received, Cancellation);

        (await AttributesAsync(Work)).ApproximateNumberOfMessagesNotVisible.ShouldBe(0);
    }

    [Fact]
    public async Task A_message_given_back_and_how_often_it_was_received()
    {
        await SendAsync("given back");
        await QueueOf(Work).ReleaseAsync(await QueueOf(Work).ReceiveAsync(10, 1, Cancellation), TimeSpan.Zero, Cancellation);
        (await AttributesAsync(Work)).ApproximateNumberOfMessages.ShouldBe(1);

        await KillAndStartAsync();

        (await QueueOf(Work).ReceiveAsync(10, 1, Cancellation)).ShouldBeEmpty(); // received once before, which is all that the queue allows
        (await QueueOf("dead").ReceiveAsync(10, 1, Cancellation)).ShouldHaveSingleItem().Body.ShouldBe("given back");
    }

    [Fact]
    public async Task A_queue_which_a_run_with_other_parameters_changes()
    {
        await SendAsync("kept");
        await KillAndStartAsync();

        await CreateAsync(maxReceiveCount: 5);

        var attributes = (await AttributesAsync(Work)).Attributes;
        attributes["RedrivePolicy"].ShouldContain("\"maxReceiveCount\":5");
        (await QueueOf(Work).ReceiveAsync(10, 1, Cancellation)).ShouldHaveSingleItem().Body.ShouldBe("kept");
    }

    [Fact]
    public async Task An_item_and_its_index()
    {
        AttributeDefinition[] attributes = [new("pk", ScalarAttributeType.S), new("label", ScalarAttributeType.S)];
        await _aws.DynamoDb.CreateTableAsync(
            new CreateTableRequest
            {
                TableName = Table,
                BillingMode = BillingMode.PAY_PER_REQUEST,
                AttributeDefinitions = [.. attributes],
                KeySchema = [new("pk", KeyType.HASH)],
                GlobalSecondaryIndexes = [new() { IndexName = "by-label", KeySchema = [new("label", KeyType.HASH)],
                    Projection = new() { ProjectionType = ProjectionType.ALL } }],
            },
            Cancellation);
        await PutAsync("hat");
        await PutAsync("dress");

        await KillAndStartAsync();

        (await ByLabelAsync("hat")).ShouldBe(0);
        (await ByLabelAsync("dress")).ShouldBe(1);
        (await _aws.DynamoDb.ScanAsync(new ScanRequest { TableName = Table }, Cancellation)).Items.ShouldHaveSingleItem()["label"].S.ShouldBe("dress");

        Task PutAsync(string label) => _aws.DynamoDb.PutItemAsync(Table, new() { ["pk"] = new() { S = "a" }, ["label"] = new() { S = label } }, Cancellation);

        async Task<int> ByLabelAsync(string label)
        {
            var request = new QueryRequest
            {
                TableName = Table,
                IndexName = "by-label",
                KeyConditionExpression = "label = :label",
                ExpressionAttributeValues = new() { [":label"] = new() { S = label } },
            };
            return (await _aws.DynamoDb.QueryAsync(request, Cancellation)).Items.Count;
        }
    }

    private async Task StartAsync(Endpoints at)
    {
        string[] arguments = ["--data", _folder.FullName, "--aws-port", $"{at.S3.Port}", "--dynamodb-port", $"{at.DynamoDb.Port}"];
        _services = await EmbeddedServices.StartAsync(Path.Combine(PipelineOptions.FindRoot(), "local", "services"), arguments, _ => { }, Cancellation);
        _aws = new(_services.Endpoints);
    }

    private Task CreateAsync(int maxReceiveCount)
    {
        var dead = new QueueResource("dead", "dead", []);
        var work = new QueueResource(Work, Work, new()
        {
            ["RedrivePolicy"] = $$"""{"deadLetterTargetArn":"{{Arn.Queue("dead")}}","maxReceiveCount":{{maxReceiveCount}}}""",
        });
        return Provisioning.CreateAsync(new Stack([], [dead, work], [], [Bucket]), _aws, Cancellation);
    }

    private async Task KillAndStartAsync()
    {
        await _services.KillAsync();
        await _services.DisposeAsync();
        _aws.Dispose();
        await StartAsync(_services.Endpoints);
    }

    private QueueReader QueueOf(string name) => new(_aws.Sqs, Arn.QueueUrl(_services.Endpoints.Sqs, name), TimeProvider.System);

    private async Task SendAsync(string body) =>
        await _aws.Sqs.SendMessageAsync(new() { QueueUrl = Arn.QueueUrl(_services.Endpoints.Sqs, Work), MessageBody = body }, Cancellation);

    private Task<GetQueueAttributesResponse> AttributesAsync(string queue) => _aws.Sqs.GetQueueAttributesAsync(
        new() { QueueUrl = Arn.QueueUrl(_services.Endpoints.Sqs, queue), AttributeNames = ["All"] }, Cancellation);
}
