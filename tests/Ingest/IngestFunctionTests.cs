using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SQS.Model;
using ImageClassification.Contracts;
using ImageClassification.Hosting.Queues;
using ImageClassification.Ingest.Events;
using ImageClassification.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace ImageClassification.Ingest.Tests;

public sealed class IngestFunctionTests : IDisposable
{
    private const string Bucket = "local-images-000000000000";

    private readonly FakeSqs _sqs = new();

    [Fact]
    public async Task An_upload_becomes_a_work_item()
    {
        var result = await HandleAsync(Event("s3-put"));

        result.ShouldBe(new IngestResult.Records(1, 1));
        Items().ShouldBe([new WorkItem.Classify(
            Bucket,
            ObjectKey.Parse("uploads/trip/photo.jpg"),
            new(new(2026, 1, 15, 9, 30, 0, TimeSpan.Zero), "d41d8cd98f00b204e9800998ecf8427e", Sequencer.From("0055AED6DCD90281E5")))
        {
            Size = 25988,
            TraceId = "C3D13FE58DE4C810",
        }]);
    }

    [Theory]
    [InlineData("Root=1-6968b5a8-5759e988bd862e3fe1be46a9;Parent=53995c3f42cd8ad8;Sampled=0", "1-6968b5a8-5759e988bd862e3fe1be46a9")]
    [InlineData(null, null)]
    public async Task An_event_without_S3s_request_has_the_trace_of_the_invocation(string? lambdaTrace, string? expected)
    {
        var s3Event = Event("s3-put", e => e["Records"]![0]!.AsObject().Remove("responseElements"));

        await HandleAsync(s3Event, lambdaTrace);

        Items().Single().TraceId.ShouldBe(expected);
    }

    [Fact]
    public async Task An_event_of_another_bucket_is_skipped()
    {
        var s3Event = Event("s3-multi-record", e => e["Records"]![0]!["s3"]!["bucket"]!["name"] = "others");

        var result = await HandleAsync(s3Event);

        result.ShouldBe(new IngestResult.Records(5, 2));
        Items().Select(item => item.Key.ToString()).ShouldBe(["uploads/trip/two.jpg", "uploads/loose.jpg"]);
    }

    [Fact]
    public async Task Every_record_counts_but_folders_and_other_prefixes()
    {
        var result = await HandleAsync(Event("s3-multi-record"));

        result.ShouldBe(new IngestResult.Records(5, 3));
        Items().Select(item => item.Key.ToString()).ShouldBe(["uploads/trip/one.jpg", "uploads/trip/two.jpg", "uploads/loose.jpg"]);
    }

    [Fact]
    public async Task A_key_with_spaces_plus_signs_and_other_letters_is_decoded()
    {
        await HandleAsync(Event("s3-encoded-key"));

        Items().Single().Key.ToString().ShouldBe("uploads/trip/a + b, 50% größer, 日本 (1).jpg");
    }

    [Fact]
    public async Task A_deletion_becomes_a_work_item_of_its_kind()
    {
        await HandleAsync(Event("s3-delete"));

        var item = _sqs.Sent.Select(entry => WorkItem.Parse(entry.MessageBody)).ShouldHaveSingleItem().ShouldBeOfType<WorkItem.Delete>();
        item.Key.ToString().ShouldBe("uploads/trip/photo.jpg");
        item.Version.ETag.ShouldBeNull();
    }

    [Fact]
    public async Task The_test_event_of_a_new_notification_is_tolerated()
    {
        var result = await HandleAsync(Event("s3-test-event"));

        result.ShouldBe(new IngestResult.Records(0, 0));
        _sqs.RequestSizes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Many_records_are_sent_ten_at_a_time()
    {
        var s3Event = Event("s3-put", e => e["Records"] = new JsonArray([.. Enumerable.Range(0, 23).Select(_ => e["Records"]![0]!.DeepClone())]));

        await HandleAsync(s3Event);

        _sqs.RequestSizes.ShouldBe([10, 10, 3]);
    }

    [Fact]
    public async Task What_the_queue_did_not_take_is_sent_again()
    {
        _sqs.Refusals.Enqueue(new BatchResultErrorEntry { Id = "1", Code = "InternalError", SenderFault = false });

        await HandleAsync(Event("s3-multi-record"));

        _sqs.RequestSizes.ShouldBe([3, 1]);
        Items().Select(item => item.Key.ToString()).ShouldBe(["uploads/trip/one.jpg", "uploads/loose.jpg", "uploads/trip/two.jpg"]);
    }

    [Theory]
    [InlineData(false, 4)]
    [InlineData(true, 1)]
    public async Task What_the_queue_keeps_refusing_fails_the_invocation(bool senderFault, int attempts)
    {
        for (var count = 0; count < 10; count++)
        {
            _sqs.Refusals.Enqueue(new BatchResultErrorEntry { Id = "0", Code = "Refused", SenderFault = senderFault });
        }

        var handle = () => HandleAsync(Event("s3-put"));

        (await handle.ShouldThrowAsync<WorkItemsNotSentException>()).Message.ShouldContain("Refused");
        _sqs.RequestSizes.Count.ShouldBe(attempts);
    }

    [Fact]
    public async Task A_task_of_a_batch_job_becomes_a_work_item_of_unknown_version()
    {
        var result = await HandleAsync(Event("batch-operations-1"));

        Items().ShouldBe([new WorkItem.Classify(Bucket, ObjectKey.Parse("uploads/trip/a + b, 50% größer, 日本 (1).jpg"), ObjectVersion.Unknown)]);
        Serialized(result).ShouldBe(
            """
            {"invocationSchemaVersion":"1.0","invocationId":"YXNkbGZqYWRmaiBhc2RmdW9hZHNmZGpmaGFzbGtkaGZza2RmaAo","treatMissingKeysAs":"PermanentFailure","results":[{"taskId":"dGFza2lkZ29lc2hlcmUK","resultCode":"Succeeded","resultString":"Queued."},{"taskId":"dGFza2lkZ29lc3RvbwoK","resultCode":"PermanentFailure","resultString":"Not an image under s3://local-images-000000000000/uploads/."}]}
            """);
    }

    [Fact]
    public async Task A_batch_job_may_name_the_model_but_no_other_bucket()
    {
        var result = (IngestResult.Tasks)await HandleAsync(Event("batch-operations-2"));

        Items().Single().Model.ShouldBe(ModelName.Parse("insects"));
        result.InvocationSchemaVersion.ShouldBe("2.0");
        result.Results.Select(task => task.ResultCode).ShouldBe(["Succeeded", "PermanentFailure"]);
    }

    [Theory]
    [InlineData("../clothing", "letters, digits, dots")]
    [InlineData("clothing-2027", "There is no model clothing-2027. Deployed models: clothing, insects.")]
    public async Task A_batch_job_that_asks_for_a_model_that_is_not_there_is_told_so_and_nothing_is_queued(string model, string reason)
    {
        var batch = Event("batch-operations-2", e => e["job"]!["userArguments"]!["model"] = model);

        var result = (IngestResult.Tasks)await HandleAsync(batch);

        _sqs.Sent.ShouldBeEmpty();
        result.Results.ShouldAllBe(task => task.ResultCode == "PermanentFailure" && task.ResultString.Contains(reason));
    }

    [Fact]
    public async Task A_batch_job_is_told_to_try_again_what_the_queue_did_not_take()
    {
        _sqs.Fault = new HttpRequestException("no connection");

        var result = (IngestResult.Tasks)await HandleAsync(Event("batch-operations-2"));

        result.Results.Select(task => task.ResultCode).ShouldBe(["TemporaryFailure", "PermanentFailure"]);
    }

    [Fact]
    public async Task Tasks_without_a_key_and_tasks_that_share_an_id_are_answered_one_by_one()
    {
        var batch = Event("batch-operations-2", e => e["tasks"] = new JsonArray(
            e["tasks"]![0]!.DeepClone(), e["tasks"]![0]!.DeepClone(), new JsonObject { ["taskId"] = "third", ["s3Key"] = null, ["s3Bucket"] = Bucket }));

        var result = (IngestResult.Tasks)await HandleAsync(batch);

        result.Results.Select(task => task.ResultCode).ShouldBe(["Succeeded", "Succeeded", "PermanentFailure"]);
        Items().Count().ShouldBe(2);
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_fails_the_invocation_but_not_its_neighbours()
    {
        var s3Event = Event("s3-multi-record", e => e["Records"]![0]!["s3"]!["object"]!["key"] = null);

        var handle = () => HandleAsync(s3Event);

        (await handle.ShouldThrowAsync<UnknownEventException>()).Message.ShouldContain("s3.object.key is missing");
        Items().Select(item => item.Key.ToString()).ShouldBe(["uploads/trip/two.jpg", "uploads/loose.jpg"]);
    }

    public void Dispose() => _sqs.Dispose();

    private static JsonElement Event(string name, Action<JsonNode>? change = null)
    {
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "events", name + ".json")))!;
        change?.Invoke(json);
        return json.Deserialize(IngestJson.Default.JsonElement);
    }

    private Task<IngestResult> HandleAsync(JsonElement ingestEvent, string? lambdaTrace = null)
    {
        var options = new IngestOptions { QueueUrl = "http://127.0.0.1:1/queue", Bucket = Bucket };
        var sender = new WorkItemSender(_sqs, options.QueueUrl, TimeProvider.System);
        return new IngestFunction(sender, options, () => lambdaTrace, NullLogger<IngestFunction>.Instance)
            .HandleAsync(ingestEvent, TestContext.Current.CancellationToken);
    }

    private static string Serialized(IngestResult result)
    {
        using var stream = new MemoryStream();
        new SourceGeneratorLambdaJsonSerializer<IngestJson>().Serialize(result, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private IEnumerable<WorkItem.Classify> Items() => _sqs.Sent.Select(entry => WorkItem.Parse(entry.MessageBody)).Cast<WorkItem.Classify>();
}
