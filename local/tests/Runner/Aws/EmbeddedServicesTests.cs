using System.Text.Json.Nodes;
using Amazon.S3.Model;
using ImageClassification.Runner.Aws;
using ImageClassification.Runner.Events;
using ImageClassification.Runner.Templates;

namespace ImageClassification.Runner.Tests.Aws;

public sealed class EmbeddedServicesTests : IAsyncLifetime
{
    private const string Bucket = "a-bucket";

    private EmbeddedServices _services = null!;
    private AwsClients _aws = null!;
    private QueueReader _changes = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _services = await EmbeddedServices.StartAsync(Path.Combine(PipelineOptions.FindRoot(), "local", "services"), [], _ => { }, Cancellation);
        _aws = new(_services.Endpoints);
        _changes = new(_aws.Sqs, Arn.QueueUrl(_services.Endpoints.Sqs, Provisioning.EventQueue.Name), TimeProvider.System);
        await Provisioning.CreateAsync(new Stack([], [], [], [Bucket]), _aws, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        _aws.Dispose();
        await _services.DisposeAsync();
    }

    [Fact]
    public async Task Each_change_of_an_object_is_told_with_an_encoded_key_and_a_growing_sequencer()
    {
        const string Key = "uploads/a + b, 50% (1)~'é日.jpg";
        await _aws.S3.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = Key, ContentBody = "hello" }, Cancellation);
        await _aws.S3.CopyObjectAsync(Bucket, Key, Bucket, "copy", Cancellation);
        await _aws.S3.DeleteObjectAsync(Bucket, "copy", Cancellation);
        await _aws.S3.DeleteObjectsAsync(new DeleteObjectsRequest { BucketName = Bucket, Objects = [new() { Key = Key }] }, Cancellation);

        var records = new List<JsonNode>();
        while (records.Count < 4)
        {
            var messages = await _changes.ReceiveAsync(10, TimeSpan.Zero, Cancellation);
            records.AddRange(messages.Select(message => JsonNode.Parse(message.Body)!["Records"]![0]!));
        }

        records.Select(record => (string?)record["eventName"])
            .ShouldBe(["ObjectCreated:Put", "ObjectCreated:Copy", "ObjectRemoved:Delete", "ObjectRemoved:Delete"]);
        var put = records[0]["s3"]!["object"]!;
        ((string?)put["key"]).ShouldBe("uploads/a+%2B+b%2C+50%25+%281%29%7E%27%C3%A9%E6%97%A5.jpg");
        ((int)put["size"]!).ShouldBe(5);
        ((string?)put["eTag"]).ShouldBe("5d41402abc4b2a76b9719d911017c592");
        records.Select(record => (string)record["s3"]!["object"]!["sequencer"]!).ShouldBeInOrder(SortDirection.Ascending);
        ((string)put["sequencer"]!).Length.ShouldBe(16);
    }

    [Fact]
    public async Task An_empty_object_without_a_content_type_is_kept_and_told()
    {
        using var http = new HttpClient();

        using var response = await http.PutAsync(new Uri(_services.Endpoints.S3, $"{Bucket}/uploads/empty.jpg"), new ByteArrayContent([]), Cancellation);

        response.EnsureSuccessStatusCode();
        (await _changes.ReceiveAsync(10, TimeSpan.FromSeconds(5), Cancellation)).ShouldHaveSingleItem().Body.ShouldContain("uploads/empty.jpg");
    }

    [Fact]
    public async Task A_client_that_drops_its_request_does_not_end_the_tables()
    {
        using (var client = new System.Net.Sockets.TcpClient("127.0.0.1", _services.Endpoints.DynamoDb.Port))
        {
            client.LingerState = new(enable: true, seconds: 0); // ends with a reset
            await client.GetStream().WriteAsync("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"u8.ToArray(), Cancellation);
        }

        var tables = await _aws.DynamoDb.ListTablesAsync(Cancellation);

        (tables.TableNames ?? []).ShouldBeEmpty();
    }
}
