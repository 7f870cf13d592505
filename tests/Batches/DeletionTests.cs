using ImageClassification.Contracts;
using ImageClassification.Predictions;
using ImageClassification.Predictions.Tests;
using ImageClassification.Testing;

namespace ImageClassification.Batches.Tests;

/// <summary>A deletion is the object's: no model version's prediction of what is gone outlives it, regardless of what is under way.</summary>
public sealed class DeletionTests : IDisposable
{
    private const string Key = "uploads/trip/1.jpg";

    private static readonly ModelIdentity Other = Samples.Model with { Name = ModelName.Parse("other") };

    private readonly FakeDynamoDb _dynamoDb = new();
    private readonly FakeSqs _sqs = new();
    private readonly ManualTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private PredictionTable Table => new(_dynamoDb, "predictions", _time);

    [Fact]
    public async Task A_score_again_that_fetched_before_the_deletion_does_not_resurrect_the_object()
    {
        var (main, again) = (NewProcess(), NewProcess());
        await main.WriteAsync(Samples.Classified(Key, "dress", 0.5), Cancellation);
        await again.AnnounceAsync(Samples.Trip, Other);
        var lookedAt = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromSeconds(3));

        await main.WriteDeletionAsync(Samples.Deleted(Key, _time.GetUtcNow(), "FF"), Cancellation);
        _time.Advance(TimeSpan.FromSeconds(3));
        var outcome = await again.WriteAsync(Fetched(Other, lookedAt), Cancellation);

        outcome.ShouldBe(WriteOutcome.Unordered);
        (await FindAsync()).ShouldAllBe(prediction => prediction.Status == PredictionStatus.Deleted);
    }

    [Fact]
    public async Task An_event_that_the_version_before_fetched_does_not_resurrect_the_object_that_the_next_one_deleted()
    {
        var (before, next) = (NewProcess(), NewProcess());
        var model = Samples.Model with { Version = "2" };
        await before.AnnounceAsync(Samples.Trip, Samples.Model);

        await next.WriteDeletionAsync(Samples.Deleted(Key, _time.GetUtcNow(), "FF") with { Model = model }, Cancellation);
        var outcome = await before.WriteAsync(Samples.Classified(Key, "dress", 0.5), Cancellation);

        outcome.ShouldBe(WriteOutcome.Superseded);
        (await FindAsync()).ShouldAllBe(prediction => prediction.Status == PredictionStatus.Deleted);
    }

    [Fact]
    public async Task An_event_that_finds_nothing_after_the_deletion_was_handled_by_another_model_version_leaves_nothing()
    {
        var model = Samples.Model with { Version = "2" };
        await NewProcess().WriteDeletionAsync(Samples.Deleted(Key, _time.GetUtcNow(), "FF"), Cancellation);
        var exhausted = Samples.Failed(Key, ErrorCode.RetriesExhausted) with { Model = model };
        await NewProcess().WriteAsync(exhausted, Cancellation);

        var gone = Samples.Failed(Key, ErrorCode.ObjectGone) with { Model = model, LookedAt = _time.GetUtcNow() };
        var outcome = await NewProcess().BuryAsync(gone, isEvent: true, Cancellation);

        outcome.ShouldBe(WriteOutcome.Written);
        (await FindAsync()).ShouldAllBe(prediction => prediction.Status == PredictionStatus.Deleted);
    }

    [Fact]
    public async Task An_event_whose_object_is_gone_before_its_deletion_is_known_is_left_to_its_failure()
    {
        var gone = Samples.Failed(Key, ErrorCode.ObjectGone) with { LookedAt = _time.GetUtcNow() };

        (await NewProcess().BuryAsync(gone, isEvent: true, Cancellation)).ShouldBeNull();
        (await FindAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_announced_is_announced_once_by_each_process()
    {
        var process = NewProcess();
        await process.AnnounceAsync(Samples.Trip, Other);
        _time.Advance(TimeSpan.FromHours(1));
        await process.AnnounceAsync(Samples.Trip, Other);
        await NewProcess().AnnounceAsync(Samples.Trip, Other);

        _dynamoDb.Updates.Count.ShouldBe(2);
        (await new BatchReader(Table).FindAsync(Samples.Trip, Cancellation)).ShouldBeNull();
    }

    public void Dispose()
    {
        _dynamoDb.Dispose();
        _sqs.Dispose();
    }

    private static Prediction Fetched(ModelIdentity model, DateTimeOffset lookedAt) => Samples.Classified(Key, "dress", 0.5) with
    {
        Model = model,
        Version = new ObjectVersion(Samples.Noon, "d41d8cd98f00b204e9800998ecf8427e"),
        LookedAt = lookedAt,
    };

    private PredictionWriter NewProcess() => new(Table, new CheckSender(Table, _sqs, "http://127.0.0.1:1/queue", "images"));

    private Task<IReadOnlyList<Prediction>> FindAsync() => new PredictionStore(Table).FindAsync("images", ObjectKey.Parse(Key), Cancellation);
}
