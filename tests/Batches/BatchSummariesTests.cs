using ImageClassification.Contracts;
using ImageClassification.Predictions;
using ImageClassification.Predictions.Tests;
using ImageClassification.Testing;

namespace ImageClassification.Batches.Tests;

public sealed class BatchSummariesTests : IDisposable
{
    private static readonly TimeSpan WriterTimeout = TimeSpan.FromSeconds(60);

    /// <summary>The writer's timeout, the interval of markers, and the margin.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(60 + 5 + 10);

    private readonly FakeDynamoDb _dynamoDb = new();
    private readonly ManualTimeProvider _time = new();
    private readonly FakeSqs _sqs = new();
    private readonly PredictionTable _table;
    private readonly PredictionWriter _writer;
    private readonly BatchReader _reader;
    private readonly BatchSummaries _summaries;

    public BatchSummariesTests()
    {
        _table = new(_dynamoDb, "predictions", _time);
        _writer = new(_table, new CheckSender(_table, _sqs, "http://127.0.0.1:1/queue", "images"));
        _reader = new(_table);
        _summaries = new(_table, WriterTimeout);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private int Counted => _dynamoDb.Queries.Count(query => query.IndexName == "batch-confidence") / PredictionKeys.Shards;

    [Fact]
    public async Task A_quiet_batch_is_counted_once()
    {
        await WriteAsync(3);
        _time.Advance(Quiet + TimeSpan.FromMilliseconds(1));

        var first = await SummarizeAsync();
        _time.Advance(TimeSpan.FromDays(30));
        var second = await SummarizeAsync();

        Counted.ShouldBe(1);
        (first.State, first.Classified).ShouldBe((BatchProgress.Quiet, 3));
        (second with { Models = first.Models, Labels = first.Labels, Errors = first.Errors, Confidence = first.Confidence }).ShouldBe(first);
        second.Labels.ShouldBe(first.Labels);
        second.Confidence.ShouldBe(first.Confidence);
    }

    [Fact]
    public async Task A_batch_that_may_still_change_is_counted_each_time()
    {
        await WriteAsync(3);
        _time.Advance(Quiet);

        await SummarizeAsync();
        var summary = await SummarizeAsync();

        Counted.ShouldBe(2);
        summary.State.ShouldBe(BatchProgress.Running);
    }

    [Fact]
    public async Task What_takes_long_to_count_is_five_seconds_old_at_most_while_the_batch_runs()
    {
        await WriteAsync(3);
        _dynamoDb.OnQuery = query => _time.Advance(TimeSpan.FromMilliseconds(query.IndexName == "batch-confidence" ? 125 : 0)); // a second for all shards

        var first = await SummarizeAsync();
        _dynamoDb.OnQuery = _ => { };
        await WriteAsync(1, "late");
        _time.Advance(TimeSpan.FromSeconds(3.9));
        var cached = await SummarizeAsync();
        _time.Advance(TimeSpan.FromSeconds(0.2));
        var fresh = await SummarizeAsync();

        (first.Classified, cached.Classified, fresh.Classified).ShouldBe((3, 3, 4));
        cached.CountedAt.ShouldBe(first.CountedAt);
    }

    [Fact]
    public async Task A_count_of_a_running_batch_does_not_serve_once_it_is_quiet()
    {
        await WriteAsync(3);
        _dynamoDb.OnQuery = query => _time.Advance(TimeSpan.FromMilliseconds(query.IndexName == "batch-confidence" ? 125 : 0));
        await SummarizeAsync();
        await WriteAsync(1, "late"); // under the same marker
        _dynamoDb.OnQuery = _ => { };
        _time.Advance(Quiet * 2);

        var summary = await SummarizeAsync();

        summary.Classified.ShouldBe(4);
    }

    [Fact]
    public async Task What_changes_a_quiet_batch_later_makes_its_snapshot_stale_at_once()
    {
        await WriteAsync(3);
        _time.Advance(Quiet * 2);
        await SummarizeAsync();

        await WriteAsync(1, "late");
        var added = await SummarizeAsync();
        _time.Advance(Quiet * 2);
        await SummarizeAsync();
        await _writer.WriteDeletionAsync(Samples.Deleted("uploads/trip/late-0.jpg", _time.GetUtcNow(), "FF"), Cancellation);
        var deleted = await SummarizeAsync();

        (added.Classified, deleted.Classified).ShouldBe((4, 3));
    }

    [Fact]
    public async Task A_write_that_begins_while_a_quiet_batch_is_counted_makes_the_snapshot_stale()
    {
        await WriteAsync(3);
        _time.Advance(Quiet * 2);
        var state = await _reader.FindAsync(Samples.Trip, Cancellation);
        await WriteAsync(1, "late");

        var during = await _summaries.SummarizeAsync(state!, state!.Find(null), Cancellation);
        var after = await SummarizeAsync();

        // The first may have it or not; what was stored names the marker from before.
        during.Classified.ShouldBeInRange(3, 4);
        after.Classified.ShouldBe(4);
        Counted.ShouldBe(2);
    }

    [Fact]
    public async Task Counts_are_by_label_by_code_and_by_confidence()
    {
        await WriteAsync(Samples.Classified("uploads/trip/1.jpg", "dress", 0.99), Samples.Classified("uploads/trip/2.jpg", "dress", 1));
        await WriteAsync(Samples.Classified("uploads/trip/3.jpg", "hat", 0.25), Samples.Failed("uploads/trip/4.jpg", ErrorCode.CorruptImage));

        var summary = await SummarizeAsync();

        summary.Labels.ShouldBe([new LabelCount("dress", 2, 0.995), new LabelCount("hat", 1, 0.25)]);
        summary.Errors.ShouldBe([new ErrorCount(ErrorCode.CorruptImage, 1)]);
        summary.Confidence.Select((count, bin) => (count, bin)).Where(pair => pair.count > 0).ShouldBe([(1, 5), (2, 19)]);
    }

    [Fact]
    public async Task With_an_expected_number_there_are_a_rate_and_an_end()
    {
        await new BatchNotes(_table).DeclareAsync(Samples.Trip, new(Expected: 100), Cancellation);
        _time.Advance(TimeSpan.FromHours(1));
        await WriteAsync(20);
        _time.Advance(TimeSpan.FromSeconds(10));

        var summary = await SummarizeAsync();

        (summary.Pending, summary.ImagesPerSecond).ShouldBe((80, 2));
        summary.EstimatedEndAt.ShouldBe(_time.GetUtcNow().AddSeconds(40));
        summary.CreatedAt.ShouldBe(summary.StartedAt!.Value.AddHours(-1));
    }

    [Fact]
    public async Task A_complete_batch_has_no_rate()
    {
        await new BatchNotes(_table).DeclareAsync(Samples.Trip, new(Expected: 20), Cancellation);
        await WriteAsync(20);
        await new BatchNotes(_table).CompleteAsync(Samples.Trip, 20, _time.GetUtcNow(), Cancellation);

        var summary = await SummarizeAsync();

        (summary.State, summary.ImagesPerSecond).ShouldBe((BatchProgress.Complete, null));
    }

    [Fact]
    public async Task A_declared_batch_without_predictions_is_empty_and_quiet()
    {
        await new BatchNotes(_table).DeclareAsync(Samples.Trip, new(Expected: 100), Cancellation);

        var summary = await SummarizeAsync();

        (summary.Model?.ToString(), summary.Classified, summary.Pending, summary.State).ShouldBe((null, 0, 100, BatchProgress.Quiet));
    }

    public void Dispose()
    {
        _dynamoDb.Dispose();
        _sqs.Dispose();
    }

    private async Task WriteAsync(int count, string name = "image") =>
        await WriteAsync([.. Enumerable.Range(0, count).Select(number => Samples.Classified($"uploads/trip/{name}-{number}.jpg", "dress", 0.5))]);

    private async Task WriteAsync(params Prediction[] predictions)
    {
        foreach (var prediction in predictions)
        {
            await _writer.WriteAsync(prediction, Cancellation);
        }
    }

    private async Task<BatchSummary> SummarizeAsync()
    {
        var state = await _reader.FindAsync(Samples.Trip, Cancellation);
        return await _summaries.SummarizeAsync(state!, state!.Find(null), Cancellation);
    }
}
