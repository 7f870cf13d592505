using System.Text.Json;
using Amazon.DynamoDBv2.Model;
using ImageClassification.Contracts;
using ImageClassification.Predictions;
using ImageClassification.Predictions.Tests;
using ImageClassification.Testing;

namespace ImageClassification.Batches.Tests;

public sealed class CompletionCheckTests : IDisposable
{
    /// <summary>Longer than a write takes after its marker.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(76);

    private const string Bucket = "images";
    private const string QueueUrl = "http://127.0.0.1:1/queue";
    private const string CompletionQueueUrl = "http://127.0.0.1:1/completion";

    private readonly FakeDynamoDb _dynamoDb = new();
    private readonly FakeSqs _sqs = new();
    private readonly ManualTimeProvider _time = new();
    private readonly PredictionTable _table;
    private readonly CheckSender _checks;
    private readonly BatchReader _reader;
    private readonly BatchNotes _notes;
    private readonly PredictionWriter _writer;
    private readonly CompletionCheck _check;

    public CompletionCheckTests()
    {
        _table = new(_dynamoDb, "predictions", _time);
        _checks = new(_table, _sqs, QueueUrl, Bucket);
        (_reader, _notes, _writer) = (new(_table), new(_table), new(_table, _checks));
        _check = new(_table, new BatchSummaries(_table, TimeSpan.FromSeconds(60)), _checks, _sqs, CompletionQueueUrl);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IEnumerable<WorkItem.Check> Checks => _sqs.Messages.Where(message => message.QueueUrl == QueueUrl)
        .Select(message => WorkItem.Parse(message.MessageBody)).Cast<WorkItem.Check>();

    private List<BatchCompletion> Completions => [.. _sqs.Messages.Where(message => message.QueueUrl == CompletionQueueUrl)
        .Select(message => JsonSerializer.Deserialize(message.MessageBody, ContractsJson.Default.BatchCompletion)!)];

    [Fact]
    public async Task A_batch_with_as_many_predictions_as_expected_is_complete_and_says_so()
    {
        await DeclareAsync(2);
        await WriteAsync("1.jpg", "2.jpg");
        _time.Advance(TimeSpan.FromSeconds(5));

        await RunAsync();

        var completion = Completions.ShouldHaveSingleItem();
        (completion with { Id = "" }).ShouldBe(new BatchCompletion("", Samples.Trip, _time.GetUtcNow(), 2, 2, 0, ModelVersion.Parse("clothing@1")));
        (await _reader.FindAsync(Samples.Trip, Cancellation))!.Entry.CompletedAt.ShouldBe(_time.GetUtcNow());
    }

    [Fact]
    public async Task Failures_count_as_well()
    {
        await DeclareAsync(1);
        await _writer.WriteMarkedAsync(
            Prediction("1.jpg") with { Status = PredictionStatus.Failed, Labels = [], Error = new(ErrorCode.CorruptImage, "Damaged.") },
            Cancellation);

        await RunAsync();

        Completions.ShouldHaveSingleItem().Failed.ShouldBe(1);
    }

    [Fact]
    public async Task An_image_that_is_replaced_by_a_broken_one_while_it_is_counted_counts_once()
    {
        await DeclareAsync(3);
        await WriteAsync("1.jpg", "2.jpg");
        var replaced = Prediction("1.jpg") with
        {
            Version = new(_time.GetUtcNow(), "e2", Sequencer.From("0B")),
            Status = PredictionStatus.Failed,
            Labels = [],
            Error = new(ErrorCode.CorruptImage, "Damaged.")
        };
        var shards = 0;
        _dynamoDb.OnQuery = request => shards += request.IndexName is null ? 0 : 1;
        _dynamoDb.OnQuery += _ =>
        {
            if (shards == 9)
            {
                // Half of the count is done: of each shard, either the labels or the failures.
                _dynamoDb.OnQuery = _ => { };
                _dynamoDb.Add(PredictionItem.From(replaced));
            }
        };

        await RunAsync();

        Completions.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_deleted_behind_the_count_does_not_complete_a_batch()
    {
        await DeclareAsync(2);
        await WriteAsync("1.jpg");
        var queries = 0;
        _dynamoDb.OnQuery = request =>
        {
            // Behind the first shard with an image in it, that one goes and another one comes.
            if (request.IndexName == IndexRange.Doubts.Index && ++queries == 8)
            {
                _dynamoDb.OnQuery = _ => { };
                _dynamoDb.Add(PredictionItem.From(Prediction("1.jpg") with { Status = PredictionStatus.Deleted, Labels = [] }));
                _dynamoDb.Add(PredictionItem.From(Prediction(LaterShard("1.jpg"))));
            }
        };

        await RunAsync();

        queries.ShouldBe(8);
        Completions.ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_two_checks_one_sends_the_message()
    {
        await DeclareAsync(1);
        await WriteAsync("1.jpg");

        await RunAsync();
        await RunAsync();

        Completions.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_check_that_ended_before_the_message_was_sent_sends_it_when_it_comes_again()
    {
        await DeclareAsync(1);
        await WriteAsync("1.jpg");
        _sqs.Fault = new HttpRequestException("no connection");
        await Should.ThrowAsync<HttpRequestException>(RunAsync);
        var completedAt = _time.GetUtcNow();
        _sqs.Fault = null;
        _time.Advance(TimeSpan.FromMinutes(1));

        await RunAsync();

        Completions.ShouldHaveSingleItem().CompletedAt.ShouldBe(completedAt);
    }

    [Fact]
    public async Task A_message_that_was_sent_but_not_noted_is_sent_again_with_the_same_id()
    {
        await DeclareAsync(1);
        await WriteAsync("1.jpg");
        var check = LatestCheck();
        _sqs.OnMessage = _ => _dynamoDb.Faults.Enqueue(new InternalServerErrorException("no")); // the note of the message
        await Should.ThrowAsync<InternalServerErrorException>(() => _check.RunAsync(check, Cancellation));
        _sqs.OnMessage = _ => { };
        _time.Advance(TimeSpan.FromMinutes(1));

        await _check.RunAsync(check, Cancellation);

        Completions.Count.ShouldBe(2);
        Completions.Select(completion => completion.Id).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_batch_that_is_opened_again_and_completed_has_another_id()
    {
        await DeclareAsync(1);
        await WriteAsync("1.jpg");
        await RunAsync();
        _time.Advance(TimeSpan.FromHours(1));

        await DeclareAsync(2);
        await WriteAsync("2.jpg");
        await RunAsync();

        Completions.Select(completion => (completion.Expected, completion.Id)).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task While_a_batch_changes_the_next_check_follows_and_then_none()
    {
        await DeclareAsync(10);
        await WriteAsync("1.jpg");

        await RunAsync();
        _time.Advance(Quiet);
        await RunAsync();

        Completions.ShouldBeEmpty();
        Checks.Count().ShouldBe(1);
    }

    [Theory]
    [InlineData(20, 5)]
    [InlineData(1_000, 49)]
    [InlineData(100_000, 300)]
    public async Task The_next_check_comes_at_half_of_the_time_that_is_left(int expected, int delay)
    {
        await DeclareAsync(expected);
        await WriteAsync([.. Enumerable.Range(0, 11).Select(number => $"{number}.jpg")]);
        _time.Advance(TimeSpan.FromSeconds(1.07));

        await RunAsync();

        _sqs.Messages.ShouldHaveSingleItem().DelaySeconds.ShouldBe(delay);
    }

    [Fact]
    public async Task A_check_that_a_later_one_follows_is_left_to_it()
    {
        await DeclareAsync(1);
        await WriteAsync("1.jpg");
        var earlier = new WorkItem.Check(Bucket, Samples.Trip, _time.GetUtcNow());
        await _checks.SendAsync(Samples.Trip, TimeSpan.FromSeconds(5), Cancellation);

        await _check.RunAsync(earlier, Cancellation);
        var before = Completions.Count;
        await _check.RunAsync(Checks.Single(), Cancellation);

        (before, Completions.Count).ShouldBe((0, 1));
    }

    [Fact]
    public async Task A_check_is_not_left_to_a_later_one_that_is_overdue()
    {
        await DeclareAsync(1);
        await WriteAsync("1.jpg");
        var earlier = LatestCheck();
        await _checks.SendAsync(Samples.Trip, TimeSpan.FromSeconds(5), Cancellation);
        _time.Advance(TimeSpan.FromSeconds(6));

        await _check.RunAsync(earlier, Cancellation);

        Completions.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_check_that_is_lost_is_made_up_for_by_the_next_image_also_between_the_mark_and_the_message()
    {
        await DeclareAsync(1);
        await WriteAsync("1.jpg");
        await _checks.SendAsync(Samples.Trip, TimeSpan.Zero, Cancellation);
        await _notes.CompleteAsync(Samples.Trip, 1, _time.GetUtcNow(), Cancellation);
        _time.Advance(TimeSpan.FromMinutes(1));

        await _writer.WriteAsync(Prediction("1.jpg"), Cancellation);
        await _check.RunAsync(Checks.Last(), Cancellation);

        (Checks.Count(), Completions.Count).ShouldBe((2, 1));
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(1, 1)]
    public async Task A_deleted_batch_is_listed_again_by_an_image_that_was_uploaded_later(int seconds, int listed)
    {
        await WriteAsync("1.jpg");
        await _notes.DeletedAsync(Samples.Trip, Cancellation);
        var prediction = Prediction("2.jpg");
        _time.Advance(TimeSpan.FromMinutes(1));

        await _writer.WriteAsync(prediction with { Version = prediction.Version with { EventTime = _time.GetUtcNow().AddMinutes(-1).AddSeconds(seconds) } }, Cancellation);

        (await _reader.ListBatchesAsync(10, null, Cancellation)).Batches.Count.ShouldBe(listed);
    }

    [Fact]
    public async Task A_write_after_the_last_check_brings_another()
    {
        await DeclareAsync(2);
        await WriteAsync("1.jpg");
        await _writer.EnsureCheckAsync(Samples.Trip);
        _time.Advance(Quiet);
        await _check.RunAsync(Checks.Single(), Cancellation);

        await WriteAsync("2.jpg");
        await _writer.EnsureCheckAsync(Samples.Trip);
        await _check.RunAsync(Checks.Last(), Cancellation);

        Completions.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_batch_has_one_check_under_way_and_without_an_expected_number_none()
    {
        await DeclareAsync(10);
        await WriteAsync("1.jpg");
        await _writer.WriteMarkedAsync(Prediction("1.jpg") with { Key = ObjectKey.Parse("uploads/undeclared/1.jpg") }, Cancellation);

        await _writer.EnsureCheckAsync(Samples.Trip);
        _time.Advance(TimeSpan.FromSeconds(4));
        var otherProcess = new PredictionWriter(_table, _checks);
        await otherProcess.EnsureCheckAsync(Samples.Trip);
        await otherProcess.EnsureCheckAsync(BatchName.Parse("undeclared"));

        Checks.Count().ShouldBe(1);
    }

    [Fact]
    public async Task Images_of_a_batch_that_come_together_read_its_declaration_once()
    {
        await DeclareAsync(10);
        _dynamoDb.Queries.Clear();

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => _writer.ModelOfAsync(Samples.Trip))));

        _dynamoDb.Queries.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_check_that_could_not_be_sent_is_sent_with_the_next_image()
    {
        await DeclareAsync(10);
        _sqs.Fault = new HttpRequestException("no connection");
        await Should.ThrowAsync<HttpRequestException>(() => _writer.EnsureCheckAsync(Samples.Trip));
        _sqs.Fault = null;

        await _writer.EnsureCheckAsync(Samples.Trip);

        Checks.Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_batch_is_complete_when_any_of_its_model_versions_is()
    {
        await DeclareAsync(2);
        await WriteAsync("1.jpg", "2.jpg");
        _time.Advance(TimeSpan.FromSeconds(1));
        await _writer.WriteMarkedAsync(Prediction("1.jpg") with { Model = new(ModelName.Parse("clothing"), "2", "0123456789abcdef") }, Cancellation);

        await RunAsync();

        Completions.ShouldHaveSingleItem().Model.ShouldBe(ModelVersion.Parse("clothing@1"));
    }

    public void Dispose()
    {
        _dynamoDb.Dispose();
        _sqs.Dispose();
    }

    private static Prediction Prediction(string name) => new()
    {
        Bucket = Bucket,
        Key = ObjectKey.Parse("uploads/trip/" + name),
        Status = PredictionStatus.Classified,
        Model = new(ModelName.Parse("clothing"), "1", "0123456789abcdef"),
        Version = new(new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero), "e1", Sequencer.From("0A")),
        Labels = [new("dress", 0.9)],
        PredictedAt = new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero),
    };

    /// <returns>The name of an image that is counted last, and not in the other one's shard.</returns>
    private static string LaterShard(string other) => Enumerable.Range(2, 1000).Select(number => $"{number}.jpg")
        .First(name => PredictionKeys.Shard(Prediction(name)).EndsWith("#7", StringComparison.Ordinal)
            && PredictionKeys.Shard(Prediction(other)) != PredictionKeys.Shard(Prediction(name)));

    private Task<bool> DeclareAsync(int expected) => _notes.DeclareAsync(Samples.Trip, new(expected), Cancellation);

    private async Task WriteAsync(params string[] names)
    {
        foreach (var name in names)
        {
            await _writer.WriteMarkedAsync(Prediction(name), Cancellation);
        }
    }

    private WorkItem.Check LatestCheck() => new(Bucket, Samples.Trip, _time.GetUtcNow());

    private Task RunAsync() => _check.RunAsync(LatestCheck(), Cancellation);
}
