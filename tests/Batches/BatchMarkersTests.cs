using Amazon.DynamoDBv2.Model;
using ImageClassification.Predictions;
using ImageClassification.Predictions.Tests;
using ImageClassification.Testing;

namespace ImageClassification.Batches.Tests;

public sealed class BatchMarkersTests : IDisposable
{
    private readonly FakeDynamoDb _dynamoDb = new();
    private readonly FakeSqs _sqs = new();
    private readonly ManualTimeProvider _time = new();
    private readonly PredictionWriter _writer;

    public BatchMarkersTests() => _writer = NewProcess();

    private PredictionTable Table => new(_dynamoDb, "predictions", _time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_marker_stands_before_the_prediction_is_written()
    {
        BatchModel? marker = null;
        _dynamoDb.OnPut = _ => marker = ModelsAsync().Result.Single();

        await WriteAsync("uploads/trip/1.jpg");

        marker.ShouldBe(new BatchModel(Samples.Model.NameAndVersion(), _time.GetUtcNow(), _time.GetUtcNow(), _time.GetUtcNow()));
    }

    [Fact]
    public async Task A_process_marks_again_every_five_seconds_while_it_goes_on_writing()
    {
        var start = _time.GetUtcNow();

        await WriteAsync("uploads/trip/1.jpg");
        _time.Advance(TimeSpan.FromSeconds(4.9));
        await WriteAsync("uploads/trip/2.jpg");
        var before = (await ModelsAsync()).Single();
        _time.Advance(TimeSpan.FromSeconds(0.1));
        await WriteAsync("uploads/trip/3.jpg");
        var after = (await ModelsAsync()).Single();

        before.ChangedAt.ShouldBe(start);
        after.ShouldBe(new BatchModel(Samples.Model.NameAndVersion(), start, start, start.AddSeconds(5)));
    }

    [Fact]
    public async Task A_process_whose_clock_is_late_does_not_move_the_marker_back()
    {
        await WriteAsync("uploads/trip/1.jpg");
        var marked = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromMinutes(-10));

        await NewProcess().WriteAsync(Samples.Classified("uploads/trip/2.jpg", "dress", 0.5), Cancellation);

        (await ModelsAsync()).Single().ShouldBe(new BatchModel(Samples.Model.NameAndVersion(), marked, _time.GetUtcNow(), marked));
    }

    [Fact]
    public async Task A_marker_that_was_not_written_is_written_with_the_next_prediction()
    {
        _dynamoDb.Faults.Enqueue(new InternalServerErrorException("no"));
        await Should.ThrowAsync<InternalServerErrorException>(() => WriteAsync("uploads/trip/1.jpg"));

        await WriteAsync("uploads/trip/1.jpg");

        (await ModelsAsync()).Single().ChangedAt.ShouldBe(_time.GetUtcNow());
    }

    [Fact]
    public async Task A_process_that_meets_an_older_model_again_makes_it_the_one_met_last()
    {
        await WriteAsync("uploads/trip/1.jpg");
        _time.Advance(TimeSpan.FromSeconds(1));
        await _writer.WriteAsync(Samples.Classified("uploads/trip/1.jpg", "dress", 0.5) with { Model = Samples.Model with { Version = "2" } }, Cancellation);
        _time.Advance(TimeSpan.FromSeconds(1));

        var before = (await ModelsAsync())[0].Version.ToString();
        await NewProcess().WriteAsync(Samples.Classified("uploads/trip/2.jpg", "dress", 0.5), Cancellation);

        (before, (await ModelsAsync())[0].Version.ToString()).ShouldBe(("clothing@2", "clothing@1"));
    }

    [Fact]
    public async Task A_deletion_marks_every_model_version_that_it_touches_and_makes_none_the_one_met_last()
    {
        await WriteAsync("uploads/trip/1.jpg");
        _time.Advance(TimeSpan.FromSeconds(1));
        await _writer.WriteAsync(Samples.Classified("uploads/trip/1.jpg", "dress", 0.5) with { Model = Samples.Model with { Version = "2" } }, Cancellation);
        var met = (await ModelsAsync()).Select(model => (model.Version, model.MetAt)).ToList();
        _time.Advance(TimeSpan.FromMinutes(1));

        await NewProcess().WriteDeletionAsync(Samples.Deleted("uploads/trip/1.jpg", _time.GetUtcNow()), Cancellation);

        (await ModelsAsync()).Select(model => (model.Version, model.MetAt)).ShouldBe(met);
        (await ModelsAsync()).ShouldAllBe(model => model.ChangedAt == _time.GetUtcNow());
    }

    [Fact]
    public async Task A_deletion_in_a_batch_that_nothing_is_known_of_leaves_it_unknown()
    {
        await _writer.WriteDeletionAsync(Samples.Deleted("uploads/trip/1.jpg", _time.GetUtcNow()), Cancellation);

        (await new BatchReader(Table).FindAsync(Samples.Trip, Cancellation)).ShouldBeNull();
    }

    public void Dispose()
    {
        _dynamoDb.Dispose();
        _sqs.Dispose();
    }

    private PredictionWriter NewProcess() => new(Table, new CheckSender(Table, _sqs, "http://127.0.0.1:1/queue", "images"));

    private Task<WriteOutcome> WriteAsync(string key) => _writer.WriteAsync(Samples.Classified(key, "dress", 0.5), Cancellation);

    private async Task<IReadOnlyList<BatchModel>> ModelsAsync() =>
        (await new BatchReader(Table).FindAsync(Samples.Trip, Cancellation))!.Models;
}
