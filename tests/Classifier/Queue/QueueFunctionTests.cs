using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.Lambda.SQSEvents;
using Amazon.SQS.Model;
using ImageClassification.Batches;
using ImageClassification.Classifier.Queue;
using ImageClassification.Contracts;
using ImageClassification.Hosting;
using ImageClassification.Predictions;
using ImageClassification.Testing;

namespace ImageClassification.Classifier.Tests.Queue;

public sealed class QueueFunctionTests(ClassifierFixture fixture) : IClassFixture<ClassifierFixture>, IDisposable
{
    private const string Bucket = "local-images-000000000000";

    private static readonly DateTimeOffset EventTime = new(2026, 1, 15, 9, 30, 0, TimeSpan.Zero);

    private readonly FakeDynamoDb _dynamoDb = new();
    private readonly FakeS3 _s3 = new();
    private readonly FakeSqs _sqs = new();
    private readonly FunctionLog _log = new();

    private PredictionTable Table => new(_dynamoDb, "predictions", TimeProvider.System);

    [Theory]
    [InlineData("dress/dress-1.jpg", "dress")]
    [InlineData("shoes/shoes-2.jpg", "shoes")]
    public async Task An_image_becomes_a_classified_prediction(string sample, string label)
    {
        Put("uploads/a.jpg", Sample(sample));

        var left = await HandleAsync([Message("m1", Item("uploads/a.jpg"))]);

        left.ShouldBeEmpty();
        var prediction = Written().Single();
        prediction.Status.ShouldBe(PredictionStatus.Classified);
        prediction.Label.ShouldBe(label);
        prediction.Labels.Count.ShouldBe(5);
        prediction.Model.ShouldBe(fixture.Model.Identity);
        prediction.Version.ShouldBe(new ObjectVersion(EventTime, "e1", Sequencer.From("0A")));
        prediction.Image.ShouldBe(new ImageSize(400, 533, Sample(sample).Length));
        prediction.Times!.Decode.ShouldBeGreaterThan(0);
        prediction.Times.Infer.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task An_event_that_is_not_from_SQS_is_an_error_that_names_the_function_for_it()
    {
        var foreign = await Should.ThrowAsync<InvalidDataException>(HandleAsync(null));

        foreign.Message.ShouldContain("Classify takes");
    }

    [Fact]
    public async Task Each_batch_is_classified_by_the_model_that_it_is_routed_to()
    {
        var wasp = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "models", "insects", "golden", "image.jpg"));
        Put("uploads/insects-2026/a.jpg", wasp);
        Put("uploads/clothes/a.jpg", wasp);

        await HandleAsync([Message("m1", Item("uploads/insects-2026/a.jpg")), Message("m2", Item("uploads/clothes/a.jpg"))]);

        var written = Written().ToDictionary(prediction => prediction.Batch.ToString());
        written["insects-2026"].Label.ShouldBe("wasp");
        written["insects-2026"].Model.ShouldBe((await fixture.Models.ForAsync(BatchName.Parse("insects-2026"))).Identity);
        written["clothes"].Model.ShouldBe(fixture.Model.Identity);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.999)]
    public async Task A_prediction_tells_whether_all_its_labels_are_given(double threshold)
    {
        var folder = Directory.CreateTempSubdirectory("models-");
        ClassifierFixture.CopyModels(folder);
        var manifest = Path.Combine(folder.FullName, "clothing", "model.json");
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace("\"softmax\" },", string.Create(
            CultureInfo.InvariantCulture, $"\"sigmoid\" }}, \"multiLabel\": {{ \"threshold\": {threshold} }},"), StringComparison.Ordinal));
        using var models = await ModelCatalog.OpenAsync(ClassifierFixture.Options(folder.FullName));
        Put("uploads/a.jpg", Sample("hat/hat-1.jpg"));
        Put("uploads/insects-2026/a.jpg", Sample("hat/hat-1.jpg"));

        await HandleAsync([Message("m1", Item("uploads/a.jpg")), Message("m2", Item("uploads/insects-2026/a.jpg"))], models: models);

        var (several, one) = (await StoredAsync("uploads/a.jpg"), await StoredAsync("uploads/insects-2026/a.jpg"));
        (several.IsMultiLabel, one.IsMultiLabel).ShouldBe((true, false));
        ScoredLabel.Reaching(several.Labels).ShouldBe(threshold < 0.9 ? [.. several.Labels.Select(label => label.Label)] : [ScoredLabel.Unknown]);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_work_item_gets_the_model_that_it_asks_for()
    {
        Put("uploads/insects-2026/a.jpg", Sample("dress/dress-1.jpg"));

        await HandleAsync([Message("m1", Item("uploads/insects-2026/a.jpg") with { Model = ModelName.Parse("clothing") })]);

        Written().Single().Label.ShouldBe("dress");
        Written().Single().Model.ShouldBe(fixture.Model.Identity);
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("..")]
    [InlineData("../models/clothing")]
    public async Task A_work_item_that_asks_for_a_model_that_is_not_there_gets_no_prediction_even_on_its_last_try(string model)
    {
        Put("uploads/a.jpg", Sample("dress/dress-1.jpg"));

        var left = await HandleAsync([Message("m1", Item("uploads/a.jpg").ToJson()[..^1] + $$""","model":"{{model}}"}""", receiveCount: 5)]);

        left.ShouldBeEmpty();
        Cause(_sqs.Sent.Single()).ShouldContain(model == "nowhere" ? "the model nowhere" : "not a work item");
        Written().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_work_item_that_knows_only_its_key_takes_the_version_that_it_fetches()
    {
        Put("uploads/a.jpg", Sample("dress/dress-1.jpg"), eTag: "e7");

        await HandleAsync([Message("m1", Item("uploads/a.jpg") with { Version = ObjectVersion.Unknown })]);

        Written().Single().Version.ShouldBe(new ObjectVersion(FakeS3.LastModified, "e7"));
    }

    [Fact]
    public async Task A_batch_gets_the_model_that_was_declared_for_it_and_a_work_item_its_own()
    {
        Put("uploads/trip/a.jpg", Sample("dress/dress-1.jpg"));
        Put("uploads/trip/b.jpg", Sample("dress/dress-1.jpg"));
        await new BatchNotes(Table).DeclareAsync(BatchName.Parse("trip"), new(Model: ModelName.Parse("insects")), TestContext.Current.CancellationToken);

        await HandleAsync([Message("m1", Item("uploads/trip/a.jpg")), Message("m2", Item("uploads/trip/b.jpg") with { Model = ModelName.Parse("clothing") })]);

        Written().ToDictionary(prediction => prediction.Key.ToString(), prediction => prediction.Model.Name.ToString())
            .ShouldBe(new Dictionary<string, string> { ["uploads/trip/a.jpg"] = "insects", ["uploads/trip/b.jpg"] = "clothing" }, ignoreOrder: true);
    }

    [Fact]
    public async Task The_last_image_of_a_batch_leads_to_its_completion()
    {
        Put("uploads/trip/a.jpg", Sample("dress/dress-1.jpg"));
        await new BatchNotes(Table).DeclareAsync(BatchName.Parse("trip"), new(Expected: 1), TestContext.Current.CancellationToken);

        await HandleAsync([Message("m1", Item("uploads/trip/a.jpg"))]);
        var check = _sqs.Messages.ShouldHaveSingleItem();
        await HandleAsync([Message("m2", check.MessageBody)]);

        check.DelaySeconds.ShouldBe(5);
        JsonSerializer.Deserialize(_sqs.Messages[^1].MessageBody, ContractsJson.Default.BatchCompletion)!.Batch.ToString().ShouldBe("trip");
    }

    [Fact]
    public async Task A_last_image_that_every_try_failed_for_leads_to_the_completion_of_its_batch_too()
    {
        _s3.Faults["uploads/trip/a.jpg"] = FakeS3.Error("SlowDown", HttpStatusCode.ServiceUnavailable);
        await new BatchNotes(Table).DeclareAsync(BatchName.Parse("trip"), new(Expected: 1), TestContext.Current.CancellationToken);

        await HandleAsync([Message("m1", Item("uploads/trip/a.jpg"), receiveCount: 5)]);
        await HandleAsync([Message("m2", _sqs.Messages.ShouldHaveSingleItem().MessageBody)]);

        JsonSerializer.Deserialize(_sqs.Messages[^1].MessageBody, ContractsJson.Default.BatchCompletion)!.Failed.ShouldBe(1);
    }

    [Fact]
    public async Task A_deletion_in_a_routed_batch_leaves_the_tombstone_for_its_model()
    {
        var deletion = new WorkItem.Delete(Bucket, ObjectKey.Parse("uploads/insects/a.jpg"), new(EventTime, null, Sequencer.From("0B")));

        await HandleAsync([Message("m1", deletion)]);

        Written().Single().Model.Name.ToString().ShouldBe("insects");
    }

    [Theory]
    [InlineData("hostile/truncated.jpg", ErrorCode.CorruptImage)]
    [InlineData("hostile/text.jpg", ErrorCode.UnsupportedFormat)]
    [InlineData("hostile/claims-20000x20000.jpg", ErrorCode.ImageTooLarge)]
    public async Task A_broken_image_becomes_a_failed_prediction_and_is_done(string sample, string code)
    {
        Put("uploads/a.jpg", Sample(sample));

        var left = await HandleAsync([Message("m1", Item("uploads/a.jpg"))]);

        left.ShouldBeEmpty();
        var prediction = Written().Single();
        prediction.Status.ShouldBe(PredictionStatus.Failed);
        prediction.Error!.Code.ShouldBe(code);
        prediction.Image!.Bytes.ShouldBe(Sample(sample).Length);
    }

    [Fact]
    public async Task An_object_that_is_gone_fails_for_good()
    {
        var left = await HandleAsync([Message("m1", Item("uploads/a.jpg"))]);

        left.ShouldBeEmpty();
        Written().Single().Error!.Code.ShouldBe(ErrorCode.ObjectGone);
    }

    [Theory]
    [InlineData("InvalidObjectState", HttpStatusCode.Forbidden, "The operation is not valid for the object's storage class", ErrorCode.ObjectArchived, "Restore it")]
    [InlineData("AccessDenied", HttpStatusCode.Forbidden, "User: arn:aws:sts::1:assumed-role/x is not authorized to perform: kms:Decrypt on the resource", ErrorCode.ObjectUnreadable, "denies the Classifier's role kms:Decrypt")]
    [InlineData("AccessDenied", HttpStatusCode.Forbidden, "The ciphertext refers to a customer master key that does not exist", ErrorCode.ObjectUnreadable, "does not exist any more")]
    [InlineData("KMS.DisabledException", HttpStatusCode.BadRequest, "arn:aws:kms:key/1 is disabled.", ErrorCode.ObjectUnreadable, "is disabled.")]
    [InlineData("InvalidRequest", HttpStatusCode.BadRequest, "The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.", ErrorCode.ObjectUnreadable, "SSE-C")]
    public async Task An_object_that_cannot_be_read_fails_at_once_and_says_why(string s3Code, HttpStatusCode status, string message, string code, string words)
    {
        _s3.Faults["uploads/a.jpg"] = FakeS3.Error(s3Code, status, message);

        var left = await HandleAsync([Message("m1", Item("uploads/a.jpg"))]);

        left.ShouldBeEmpty();
        var error = Written().Single().Error!;
        error.Code.ShouldBe(code);
        error.Message.ShouldContain(words);
    }

    [Fact]
    public async Task What_was_only_named_and_is_not_there_leaves_no_prediction()
    {
        _s3.Faults["uploads/a.jpg"] = FakeS3.Error("NoSuchKey", HttpStatusCode.NotFound);

        var left = await HandleAsync([Message("m1", Item("uploads/a.jpg") with { Version = ObjectVersion.Unknown })]);

        left.ShouldBeEmpty();
        Written().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(50 << 20)]
    [InlineData(null)]
    public async Task An_object_that_is_too_long_fails_for_good_whether_or_not_the_event_said_so(int? size)
    {
        Put("uploads/a.jpg", new byte[1 << 20]);

        var left = await HandleAsync([Message("m1", Item("uploads/a.jpg") with { Size = size })], maxObjectBytes: 1 << 19);

        left.ShouldBeEmpty();
        Written().Single().Error!.Code.ShouldBe(ErrorCode.ObjectTooLarge);
    }

    [Fact]
    public async Task An_object_that_was_replaced_is_left_to_its_own_message()
    {
        Put("uploads/a.jpg", Sample("dress/dress-1.jpg"), eTag: "e2");

        var left = await HandleAsync([Message("m1", Item("uploads/a.jpg"))]);

        left.ShouldBeEmpty();
        Written().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("SlowDown", HttpStatusCode.ServiceUnavailable)]
    [InlineData("InternalError", HttpStatusCode.InternalServerError)]
    [InlineData("AccessDenied", HttpStatusCode.Forbidden)]
    [InlineData("NoSuchBucket", HttpStatusCode.NotFound)]
    [InlineData("KMS.ThrottlingException", HttpStatusCode.BadRequest)]
    public async Task A_fault_that_may_pass_leaves_its_message_and_no_other(string code, HttpStatusCode status)
    {
        Put("uploads/a.jpg", Sample("dress/dress-1.jpg"));
        _s3.Faults["uploads/b.jpg"] = FakeS3.Error(code, status);

        var left = await HandleAsync([Message("m1", Item("uploads/a.jpg")), Message("m2", Item("uploads/b.jpg"), receiveCount: 3)]);

        left.ShouldBe(["m2"]);
        Written().Single().Key.ToString().ShouldBe("uploads/a.jpg");
        _sqs.Changes.Single().ShouldSatisfyAllConditions(
            change => change.ReceiptHandle.ShouldBe("handle-m2"), change => change.VisibilityTimeout!.Value.ShouldBeInRange(60, 90));
    }

    [Fact]
    public async Task A_fault_of_the_table_leaves_the_message()
    {
        Put("uploads/a.jpg", Sample("dress/dress-1.jpg"));
        _dynamoDb.Faults.Enqueue(new ProvisionedThroughputExceededException("slow down"));

        var left = await HandleAsync([Message("m1", Item("uploads/a.jpg"))]);

        left.ShouldBe(["m1"]);
    }

    [Fact]
    public async Task Messages_that_are_no_work_items_are_left_and_hurt_no_neighbour()
    {
        Put("uploads/a.jpg", Sample("dress/dress-1.jpg"));
        var item = Item("uploads/a.jpg");

        var left = await HandleAsync(
        [
            Message("m1", "not a work item"), Message("m2", ""), Message("m3", "null"),
            Message("m4", item.ToJson().Replace("\"schemaVersion\":2", "\"schemaVersion\":99", StringComparison.Ordinal)),
            Message("m5", item with { Bucket = "somebody-elses" }), Message("m6", item),
        ]);

        left.ShouldBe(["m1", "m2", "m3", "m4", "m5"]);
        Written().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_work_item_of_the_schema_version_before_is_classified()
    {
        Put("uploads/a.jpg", Sample("dress/dress-1.jpg"));

        var left = await HandleAsync(
            [Message("m1", Item("uploads/a.jpg").ToJson().Replace("\"schemaVersion\":2", "\"schemaVersion\":1", StringComparison.Ordinal))]);

        left.ShouldBeEmpty();
        Written().Single().Status.ShouldBe(PredictionStatus.Classified);
    }

    [Fact]
    public async Task On_the_last_try_the_failure_is_written_first_and_success_overwrites_it()
    {
        Put("uploads/a.jpg", Sample("dress/dress-1.jpg"));

        var left = await HandleAsync([Message("m1", Item("uploads/a.jpg"), receiveCount: 5)]);

        left.ShouldBeEmpty();
        Written().Select(prediction => prediction.Error?.Code ?? "none").ShouldBe([ErrorCode.RetriesExhausted, "none"]);
    }

    [Fact]
    public async Task A_last_try_that_fails_leaves_its_cause_in_the_prediction_and_in_the_dead_letter_message()
    {
        _s3.Faults["uploads/a.jpg"] = FakeS3.Error("SlowDown", HttpStatusCode.ServiceUnavailable);
        var item = Item("uploads/a.jpg");

        var left = await HandleAsync([Message("m1", item, receiveCount: 5)]);

        left.ShouldBeEmpty();
        Written().Single().Error!.Message.ShouldContain("the function ended without an answer"); // had the process ended
        var error = (await StoredAsync("uploads/a.jpg")).Error!;
        error.Code.ShouldBe(ErrorCode.RetriesExhausted);
        error.Message.ShouldContain("the last with: SlowDown");
        var dead = _sqs.Sent.ShouldHaveSingleItem();
        (WorkItem.Parse(dead.MessageBody), Cause(dead)[..8]).ShouldBe((item, "SlowDown"));
        dead.MessageAttributes["messageId"].StringValue.ShouldBe("m1");
    }

    [Fact]
    public async Task What_the_dead_letter_queue_does_not_take_is_left_to_SQS()
    {
        _s3.Faults["uploads/a.jpg"] = _s3.Faults["uploads/b.jpg"] = FakeS3.Error("SlowDown", HttpStatusCode.ServiceUnavailable);
        _sqs.Refusals.Enqueue(new() { Id = "m1", Code = "InternalError" });

        var left = await HandleAsync([Message("m1", Item("uploads/a.jpg"), receiveCount: 5), Message("m2", Item("uploads/b.jpg"), receiveCount: 5)]);
        _sqs.Fault = new HttpRequestException("no connection");
        var both = await HandleAsync([Message("m1", Item("uploads/a.jpg"), receiveCount: 5), Message("m2", Item("uploads/b.jpg"), receiveCount: 5)]);

        left.ShouldBe(["m1"]);
        both.ShouldBe(["m1", "m2"]);
    }

    [Fact]
    public async Task A_cause_is_given_only_to_the_failure_of_the_same_work_item()
    {
        Put("uploads/a.jpg", Sample("dress/dress-1.jpg"));
        await HandleAsync([Message("m1", Item("uploads/a.jpg"))]);
        _s3.Faults["uploads/a.jpg"] = FakeS3.Error("SlowDown", HttpStatusCode.ServiceUnavailable);

        await HandleAsync([Message("m2", Item("uploads/a.jpg"), receiveCount: 5)]);

        (await StoredAsync("uploads/a.jpg")).Error.ShouldBeNull();
    }

    [Fact]
    public async Task A_deletion_leaves_a_tombstone_for_every_model_version()
    {
        var old = fixture.Model.Identity with { Version = "0" };
        var prediction = new Prediction
        {
            Bucket = Bucket,
            Key = ObjectKey.Parse("uploads/a.jpg"),
            Status = PredictionStatus.Failed,
            Error = new PredictionError(ErrorCode.CorruptImage, "Damaged."),
            Model = old,
            Version = new ObjectVersion(EventTime, "e1", Sequencer.From("0A")),
            PredictedAt = EventTime,
        };
        await new PredictionStore(Table).WriteAsync(prediction, TestContext.Current.CancellationToken);
        var deletion = new WorkItem.Delete(Bucket, ObjectKey.Parse("uploads/a.jpg"), new(EventTime, null, Sequencer.From("0B")));

        var left = await HandleAsync([Message("m1", deletion)]);

        left.ShouldBeEmpty();
        var tombstones = Written().Where(written => written.Status == PredictionStatus.Deleted);
        tombstones.Select(tombstone => tombstone.Model.Version).ShouldBe([old.Version, fixture.Model.Identity.Version], ignoreOrder: true);
        _dynamoDb.Puts[^1].ShouldContainKey("expiresAt");
    }

    [Fact]
    public async Task A_restored_object_is_classified_where_it_had_failed_as_archived()
    {
        Put("uploads/a.jpg", Sample("dress/dress-1.jpg"));
        _s3.Faults["uploads/a.jpg"] = FakeS3.Error("InvalidObjectState", HttpStatusCode.Forbidden);
        await HandleAsync([Message("m1", Item("uploads/a.jpg"))]);
        _s3.Faults.Clear();

        // As S3 tells of it: the same content, later, without a sequencer.
        var item = Item("uploads/a.jpg");
        await HandleAsync([Message("m2", item with { Version = new(item.Version.EventTime.AddHours(5), item.Version.ETag) })]);

        Written().Last().Status.ShouldBe(PredictionStatus.Classified);
    }

    [Fact]
    public async Task What_is_scored_again_is_the_object_as_it_is_now()
    {
        Put("uploads/a.jpg", Sample("dress/dress-1.jpg"), eTag: "e2");

        await HandleAsync([Message("m1", Item("uploads/a.jpg") with { Version = new(EventTime, "e1"), Model = ModelName.Parse("clothing") })]);

        Written().Single().Version.ShouldBe(new ObjectVersion(FakeS3.LastModified, "e2"));
    }

    [Fact]
    public async Task A_row_of_a_list_that_names_nothing_makes_no_prediction_and_no_batch()
    {
        var left = await HandleAsync([Message("m1", Item("uploads/trip/a.jpg") with { Version = ObjectVersion.Unknown })]);

        left.ShouldBeEmpty();
        Written().ShouldBeEmpty();
        (await new BatchReader(Table).FindAsync(BatchName.Parse("trip"), TestContext.Current.CancellationToken)).ShouldBeNull();
    }

    [Fact]
    public async Task A_last_try_whose_object_was_replaced_does_not_leave_its_failure()
    {
        Put("uploads/a.jpg", Sample("dress/dress-1.jpg"), eTag: "e2");

        await HandleAsync([Message("m1", Item("uploads/a.jpg"), receiveCount: 5)]);

        Written().Last().ShouldSatisfyAllConditions(
            last => last.Status.ShouldBe(PredictionStatus.Classified), last => last.Version.ETag.ShouldBe("e2"));
    }

    [Fact]
    public async Task A_redriven_event_whose_object_was_replaced_does_not_leave_its_failure()
    {
        // Listed as e1; e2 came and was deleted for good, and the deletion told nothing new of e1; but every try of e2's event failed.
        Put("uploads/a.jpg", Sample("dress/dress-1.jpg"));
        await HandleAsync([Message("m1", Item("uploads/a.jpg") with { Version = new(EventTime, "e1") })]);
        await HandleAsync([Message("m2", Deletion("uploads/a.jpg", "0C") with { VersionId = "v2" })]);
        var replaced = Item("uploads/a.jpg") with { Version = new(DateTimeOffset.UtcNow.AddSeconds(5), "e2", Sequencer.From("0B")) };
        _s3.Faults["uploads/a.jpg"] = FakeS3.Error("SlowDown", HttpStatusCode.ServiceUnavailable);
        await HandleAsync([Message("m3", replaced, receiveCount: 5)]);
        _s3.Faults.Clear();

        await HandleAsync([Message("m4", replaced)]);

        var stored = await StoredAsync("uploads/a.jpg");
        (stored.Label, stored.Version.ETag).ShouldBe(("dress", "e1"));
    }

    [Fact]
    public async Task The_deletion_of_an_old_version_leaves_the_prediction_of_the_object()
    {
        Put("uploads/a.jpg", Sample("dress/dress-1.jpg"));
        await HandleAsync([Message("m1", Item("uploads/a.jpg"))]);

        await HandleAsync([Message("m2", Deletion("uploads/a.jpg") with { VersionId = "old" })]);

        Written().ShouldAllBe(written => written.Status == PredictionStatus.Classified);
    }

    [Fact]
    public async Task A_deletion_that_brings_an_older_version_back_has_that_classified()
    {
        Put("uploads/a.jpg", Sample("dress/dress-1.jpg"), eTag: "e2");
        await HandleAsync([Message("m1", Item("uploads/a.jpg") with { Version = new(EventTime, "e2", Sequencer.From("0A")) })]);
        Put("uploads/a.jpg", Sample("shoes/shoes-2.jpg"));

        await HandleAsync([Message("m2", Deletion("uploads/a.jpg") with { VersionId = "newest" })]);

        Written().Last().ShouldSatisfyAllConditions(last => last.Label.ShouldBe("shoes"), last => last.Version.Sequencer.ShouldBe(Sequencer.From("0B")));
    }

    [Fact]
    public async Task Where_the_marker_of_a_deletion_is_removed_the_object_is_classified_again()
    {
        await HandleAsync([Message("m1", Deletion("uploads/a.jpg") with { VersionId = "marker" })]);
        Put("uploads/a.jpg", Sample("dress/dress-1.jpg"));

        await HandleAsync([Message("m2", Deletion("uploads/a.jpg", "0C") with { VersionId = "marker" })]);

        Written().Select(written => written.Status).ShouldBe([PredictionStatus.Deleted, PredictionStatus.Classified]);
    }

    [Fact]
    public async Task A_deletion_of_an_object_that_is_there_again_is_left_to_its_upload()
    {
        Put("uploads/a.jpg", Sample("dress/dress-1.jpg"));

        await HandleAsync([Message("m1", Deletion("uploads/a.jpg"))]);

        Written().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(10)]
    [InlineData(3)]
    public async Task As_many_objects_are_fetched_at_a_time_as_fit_the_memory(int inFlight)
    {
        var messages = Enumerable.Range(1, 10).Select(number => Message($"m{number}", Item($"uploads/{number}.jpg"))).ToList();
        messages.ForEach(message => Put($"uploads/{message.MessageId[1..]}.jpg", Sample("dress/dress-1.jpg")));
        var fetching = 0;
        var atATime = new ConcurrentBag<int>();
        var all = new TaskCompletionSource();
        _s3.OnGet = async () =>
        {
            var now = Interlocked.Increment(ref fetching);
            atATime.Add(now);
            if (now == inFlight)
            {
                all.TrySetResult();
            }

            await all.Task.WaitAsync(TimeSpan.FromSeconds(30));
            Interlocked.Decrement(ref fetching);
        };

        var left = await HandleAsync(messages, inFlight: inFlight);

        left.ShouldBeEmpty();
        atATime.Max().ShouldBe(inFlight);
    }

    [Fact]
    public async Task What_was_not_started_when_time_ran_out_goes_back_and_what_was_is_finished()
    {
        using var deadline = new CancellationTokenSource();
        var messages = Enumerable.Range(1, 10).Select(number => Message($"m{number}", Item($"uploads/{number}.jpg"))).ToList();
        foreach (var number in Enumerable.Range(1, 10))
        {
            Put($"uploads/{number}.jpg", Sample("dress/dress-1.jpg"));
        }

        // The first image has been classified, and its write is under way, when the time runs out; half are still fetched.
        var fetches = 0;
        _s3.OnGet = () => Interlocked.Increment(ref fetches) > 5 ? Task.Delay(Timeout.Infinite, deadline.Token) : Task.CompletedTask;
        _dynamoDb.OnPut = item => deadline.Cancel();

        var left = await HandleAsync(messages, deadline: deadline);

        var written = Written().Select(prediction => prediction.Key.ToString()).Distinct().Count();
        written.ShouldBeGreaterThan(0);
        left.Count.ShouldBe(10 - written);
        left.Count.ShouldBeGreaterThanOrEqualTo(5);
        _sqs.Changes.Count.ShouldBe(left.Count);
    }

    [Fact]
    public async Task Without_time_nothing_is_started()
    {
        using var ended = new CancellationTokenSource();
        await ended.CancelAsync();

        var left = await HandleAsync([Message("m1", Item("uploads/a.jpg"))], deadline: ended);

        left.ShouldBe(["m1"]);
        Written().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_last_try_without_time_leaves_the_failure_written()
    {
        using var ended = new CancellationTokenSource();
        await ended.CancelAsync();

        var left = await HandleAsync([Message("m1", Item("uploads/a.jpg"), receiveCount: 5)], deadline: ended);

        left.ShouldBeEmpty();
        Written().Single().Error!.Message.ShouldContain(Failure.NoAnswer);
        Cause(_sqs.Sent.Single()).ShouldBe(Failure.NoTime);
    }

    [Fact]
    public async Task A_large_image_for_which_the_time_may_not_suffice_goes_back_unstarted_and_runs_alone_when_it_comes_again()
    {
        Put("uploads/large.bmp", Bitmap(side: 8000)); // 6.4 s by the first guess, of which there are 5.6
        Put("uploads/a.jpg", Sample("dress/dress-1.jpg"));

        var first = await HandleAsync([Message("m1", Item("uploads/large.bmp")), Message("m2", Item("uploads/a.jpg"))], timeout: 7);
        var second = await HandleAsync([Message("m1", Item("uploads/large.bmp"), receiveCount: 3)], timeout: 7);

        first.ShouldBe(["m1"]);
        second.ShouldBeEmpty();
        Written().Select(prediction => prediction.Key.ToString()).ShouldBe(["uploads/a.jpg", "uploads/large.bmp"]);
        _log.Lines().ShouldContain(line => line.GetRawText().Contains("Warning") && line.GetRawText().Contains("was returned unprocessed: It may take 6.4 s"));
    }

    [Fact]
    public async Task What_comes_again_and_again_runs_after_all_that_is_new_is_done_and_deleted()
    {
        Put("uploads/a.jpg", Sample("dress/dress-1.jpg"));
        Put("uploads/b.jpg", Sample("dress/dress-1.jpg"));
        _s3.Faults["uploads/c.jpg"] = FakeS3.Error("SlowDown", HttpStatusCode.ServiceUnavailable);

        var left = await HandleAsync(
        [
            Message("m3", Item("uploads/b.jpg"), receiveCount: 4),
            Message("m2", Item("uploads/c.jpg"), receiveCount: 3), Message("m1", Item("uploads/a.jpg"), receiveCount: 2),
        ]);

        left.ShouldBe(["m2"]);
        _sqs.Deleted.ShouldBe(["handle-m1"]); // before the others began; of these the last is left to Lambda
        Written().Select(prediction => prediction.Key.ToString()).ShouldBe(["uploads/a.jpg", "uploads/b.jpg"]);
    }

    [Fact]
    public async Task That_a_message_cannot_be_made_visible_sooner_changes_nothing_else()
    {
        _sqs.Fault = new HttpRequestException("no connection");

        var left = await HandleAsync([Message("m1", "not a work item")]);

        left.ShouldBe(["m1"]);
    }

    [Fact]
    public async Task What_an_invalid_message_is_of_is_logged_as_unknown()
    {
        await HandleAsync([Message("m1", "not a work item")]);

        _log.Lines().ShouldContain(line => line.GetRawText().Contains("Message m1 of unknown and trace unknown is invalid: "));
    }

    [Fact]
    public async Task Images_are_counted_and_timed()
    {
        Put("uploads/a.jpg", Sample("dress/dress-1.jpg"));
        Put("uploads/b.jpg", Sample("hostile/truncated.jpg"));
        Put("uploads/c.jpg", Sample("dress/dress-1.jpg"), eTag: "e2");

        await HandleAsync([.. "abcd".Select(name => Message($"{name}", Item($"uploads/{name}.jpg"))), Message("e", "not a work item")]);

        var values = _log.Metrics();
        values["Classified Model=clothing@1"].ShouldBe([1]);
        values["Failed Code=CORRUPT_IMAGE"].ShouldBe([1]);
        values["Failed Code=OBJECT_GONE"].ShouldBe([1]);
        values["Superseded"].ShouldBe([1]);
        values["Returned"].ShouldBe([1]);
        values["BatchFill"].ShouldBe([5]);
        values["WriteTime"].Count.ShouldBe(3);
        new[] { "FetchTime", "DecodeTime", "PreprocessTime", "InferTime Model=clothing@1" }
            .ShouldAllBe(name => values[name].Count == 1 && values[name][0] > 0);
    }

    [Fact]
    public async Task Tries_that_are_exhausted_count_as_failed_only_when_the_last_one_failed_too()
    {
        Put("uploads/a.jpg", Sample("dress/dress-1.jpg"));
        _s3.Faults["uploads/b.jpg"] = FakeS3.Error("SlowDown", HttpStatusCode.ServiceUnavailable);

        await HandleAsync([Message("m1", Item("uploads/a.jpg"), receiveCount: 5), Message("m2", Item("uploads/b.jpg"), receiveCount: 5)]);

        _log.Metrics()["Failed Code=RETRIES_EXHAUSTED"].ShouldBe([1]);
    }

    [Fact]
    public async Task The_trace_of_a_work_item_is_logged_with_its_message_and_kept_with_its_prediction()
    {
        Put("uploads/a.jpg", Sample("dress/dress-1.jpg"));
        _s3.Faults["uploads/b.jpg"] = FakeS3.Error("SlowDown", HttpStatusCode.ServiceUnavailable);

        await HandleAsync([Message("m1", Item("uploads/a.jpg") with { TraceId = "T1" }), Message("m2", Item("uploads/b.jpg") with { TraceId = "T2" })]);

        Written().Single().TraceId.ShouldBe("T1");
        var line = _log.Lines().Single(line => line.TryGetProperty("MessageId", out var id) && id.GetString() == "m2");
        (line.GetProperty("TraceId").GetString(), line.GetProperty("Image").GetString()).ShouldBe(("T2", new ImageNames(false).Of(Item("uploads/b.jpg"))));
    }

    [Fact]
    public async Task A_work_item_without_a_trace_has_its_message()
    {
        Put("uploads/a.jpg", Sample("dress/dress-1.jpg"));

        await HandleAsync([Message("m1", Item("uploads/a.jpg"))]);

        Written().Single().TraceId.ShouldBe("m1");
    }

    [Fact]
    public async Task Nothing_of_images_messages_or_signed_requests_is_logged()
    {
        const string signed = "https://canary:canary@images.example.org/uploads/d.jpg?X-Amz-Credential=canary&X-Amz-Signature=canary";
        var text = "canary"u8.ToArray();
        Put("uploads/a.jpg", [.. Sample("dress/dress-1.jpg"), .. text]);
        Put("uploads/b.jpg", text);
        Put("uploads/c.jpg", [.. Sample("dress/dress-1.jpg")[..200], .. text]);
        _s3.Faults["uploads/d.jpg"] = FakeS3.Error(signed, HttpStatusCode.ServiceUnavailable);
        _sqs.Fault = new HttpRequestException(signed);

        var left = await HandleAsync(
        [
            .. "abcd".Select(name => Message($"{name}", Item($"uploads/{name}.jpg"))),
            Message("e", "canary"), Message("f", """{"schemaVersion":"canary"}"""), Message("g", """{"canary":["canary"]}"""), Message("h", Item("uploads/a.jpg") with { Bucket = "canary" }),
        ]);

        left.ShouldBe(["d", "e", "f", "g", "h"]);
        _log.Lines().Count.ShouldBe(7);
        _log.Lines().ShouldAllBe(line => !line.GetRawText().Contains("canary"));
    }

    [Fact]
    public async Task The_sample_batch_is_answered_message_by_message()
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "events", "sqs-batch.json"));
        var batch = new SourceGeneratorLambdaJsonSerializer<QueueJson>().Deserialize<SQSEvent>(file);

        var left = await HandleAsync(batch.Records);

        left.ShouldBe([batch.Records[2].MessageId]);
        Written().Select(prediction => prediction.Status).ShouldBe([PredictionStatus.Failed, PredictionStatus.Deleted], ignoreOrder: true);
    }

    public void Dispose()
    {
        _dynamoDb.Dispose();
        _s3.Dispose();
        _sqs.Dispose();
        _log.Dispose();
    }

    private static byte[] Sample(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "samples", name));

    /// <summary>Of one bit for each pixel.</summary>
    private static byte[] Bitmap(int side)
    {
        var bmp = new byte[62 + (side * side / 8)];
        "BM"u8.CopyTo(bmp);
        foreach (var (at, value) in new[] { (2, bmp.Length), (10, 62), (14, 40), (18, side), (22, side), (26, 1 | (1 << 16)), (46, 2) })
        {
            BitConverter.TryWriteBytes(bmp.AsSpan(at), value);
        }

        return bmp;
    }

    private static WorkItem.Classify Item(string key) => new(Bucket, ObjectKey.Parse(key), new(EventTime, "e1", Sequencer.From("0A")));

    private static WorkItem.Delete Deletion(string key, string sequencer = "0B") =>
        new(Bucket, ObjectKey.Parse(key), new(EventTime, null, Sequencer.From(sequencer)));

    private static SQSEvent.SQSMessage Message(string id, WorkItem item, int receiveCount = 1) =>
        Message(id, item.ToJson(), receiveCount);

    private static SQSEvent.SQSMessage Message(string id, string body, int receiveCount = 1) => new()
    {
        MessageId = id,
        ReceiptHandle = "handle-" + id,
        Body = body,
        Attributes = new Dictionary<string, string> { ["ApproximateReceiveCount"] = receiveCount.ToString(CultureInfo.InvariantCulture) },
    };

    private static string Cause(SendMessageBatchRequestEntry dead) => dead.MessageAttributes["cause"].StringValue;

    private async Task<Prediction> StoredAsync(string key) =>
        (await new PredictionStore(Table).FindAsync(Bucket, ObjectKey.Parse(key), TestContext.Current.CancellationToken))[0];

    private void Put(string key, byte[] bytes, string eTag = "e1") => _s3.Objects[key] = (bytes, eTag);

    private IEnumerable<Prediction> Written() =>
        _dynamoDb.Puts.Where(item => item.ContainsKey("status")).Select(PredictionItem.To);

    private async Task<List<string>> HandleAsync(
        IEnumerable<SQSEvent.SQSMessage>? messages, int maxObjectBytes = 50 << 20,
        int inFlight = 10, int timeout = 60, CancellationTokenSource? deadline = null, ModelCatalog? models = null)
    {
        var options = ClassifierFixture.Options("models", maxObjectBytes, inFlight, timeout);
        var function = QueueFunction.Compose(options, new(_dynamoDb, _s3, _sqs), models ?? fixture.Models, _log.Logs, _log.Meter, TimeProvider.System);
        var response = await function.HandleAsync(new SQSEvent { Records = messages?.ToList() }, deadline?.Token ?? TestContext.Current.CancellationToken);
        return response.BatchItemFailures.ConvertAll(failure => failure.ItemIdentifier);
    }
}
