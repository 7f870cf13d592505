using Amazon.DynamoDBv2.Model;
using ImageClassification.Contracts;
using ImageClassification.Predictions;
using ImageClassification.Predictions.Tests;
using ImageClassification.Testing;

namespace ImageClassification.Batches.Tests;

/// <summary>When a measurement is kept. What is measured: QualityRoutesTests.</summary>
public sealed class QualityMeterTests : IDisposable
{
    private readonly SlowDynamoDb _dynamoDb = new();
    private readonly ManualTimeProvider _time = new();
    private readonly FakeSqs _sqs = new();
    private readonly PredictionTable _table;
    private readonly TruthStore _truths;
    private readonly QualityMeter _meter;
    private readonly List<Prediction> _predictions = [.. Enumerable.Range(0, 3).Select(number => Samples.Classified($"uploads/trip/{number}.jpg", "hat", 0.9))];

    public QualityMeterTests()
    {
        _table = new(_dynamoDb, "predictions", _time);
        _truths = new(_table);
        _meter = new(_table, TimeSpan.FromSeconds(60));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_measurement_during_which_truths_were_written_is_confirmed_by_the_truths_alone()
    {
        await FillAsync();
        var early = await MeasureAsync();
        _time.Advance(TimeSpan.FromMinutes(1));
        _dynamoDb.Queries.Clear();
        Forget();

        var confirmed = await MeasureAsync();
        var confirming = Reads();
        var kept = await MeasureAsync();

        (early.Report.Images, confirmed.Report.Images, kept.Report.Images).ShouldBe((2, 2, 2)); // of forgotten predictions
        (confirming, Reads()).ShouldBe((PredictionKeys.Shards, PredictionKeys.Shards));
        confirmed.Truths.ShouldBe(early.Truths);
    }

    [Fact]
    public async Task The_measurement_serves_while_it_is_checked()
    {
        await FillAsync();
        await MeasureAsync();
        await SayAsync(2);
        _time.Advance(TimeSpan.FromMinutes(1));
        _dynamoDb.Gate = new();

        var asked = MeasureAsync();
        _time.Advance(TimeSpan.FromMilliseconds(150));
        var meanwhile = await asked;
        _dynamoDb.Gate.SetResult();
        var late = await MeasureAsync();

        (meanwhile.Report.Images, late.Report.Images).ShouldBe((2, 3));
    }

    [Fact]
    public async Task A_measurement_is_repeated_where_a_writer_ended_before_it_changed_the_marker()
    {
        await FillAsync();
        await MeasureAsync();
        await SayAsync(2);
        var early = await MeasureAsync();
        _time.Advance(TimeSpan.FromMinutes(1));

        var late = await MeasureAsync();

        (early.Report.Images, late.Report.Images).ShouldBe((2, 3));
    }

    [Fact]
    public async Task Every_truth_that_is_said_changed_or_taken_back_changes_the_fingerprint()
    {
        List<string> seen = [];
        async Task LookAsync()
        {
            var found = await _truths.FingerprintAsync(Samples.Trip, Cancellation);
            found.ShouldBe(TruthStore.Fingerprint(await _truths.ListAsync(Samples.Trip, Cancellation)));
            seen.Add(found);
        }

        await LookAsync();
        foreach (var (number, label) in new[] { (0, "hat"), (1, "hat"), (1, "dress"), (0, null) })
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            await SayAsync(number, label);
            await LookAsync();
        }

        seen.Distinct().Count().ShouldBe(5);
    }

    [Fact]
    public async Task After_a_truth_the_labels_that_are_known_are_not_read_again_and_after_a_prediction_all_are()
    {
        await FillAsync();
        List<(int Images, double? Accuracy, int Read)> seen = [];
        async Task LookAsync()
        {
            _dynamoDb.Labels = 0;
            var report = (await MeasureAsync()).Report;
            seen.Add((report.Images, report.Accuracy, _dynamoDb.Labels));
        }

        await LookAsync();
        await WriteTruthsAsync(_predictions[2]);
        await LookAsync();
        var again = _predictions[0].Version with { Sequencer = Sequencer.From("0055AED6DCD90281E6") };
        await WriteAsync(_predictions[0] with { Labels = [new("dress", 0.8)], Version = again, PredictedAt = _time.GetUtcNow() });
        await LookAsync();
        await LookAsync(); // still running: nothing is kept
        _time.Advance(TimeSpan.FromHours(1));
        await LookAsync();

        seen.ShouldBe([(2, 1, 2), (3, 1, 1), (3, 2d / 3, 3), (3, 2d / 3, 3), (3, 2d / 3, 3)]);
    }

    public void Dispose()
    {
        _dynamoDb.Dispose();
        _sqs.Dispose();
    }

    /// <summary>Three predictions long ago, truths of two just now.</summary>
    private async Task FillAsync()
    {
        foreach (var prediction in _predictions)
        {
            await WriteAsync(prediction);
        }

        _time.Advance(TimeSpan.FromHours(1));
        await WriteTruthsAsync([.. _predictions.Take(2)]);
    }

    private Task<WriteOutcome> WriteAsync(Prediction prediction) =>
        new PredictionWriter(_table, new CheckSender(_table, _sqs, "http://127.0.0.1:1/queue", "images")).WriteAsync(prediction, Cancellation);

    private Task<IReadOnlyList<TruthOutcome>> WriteTruthsAsync(params IReadOnlyList<Prediction> predictions) => new TruthWriter(_table).WriteAsync(
        Samples.Trip,
        predictions[0].Bucket,
        [.. predictions.Select(each => new TruthRow(each.Key, ["hat"], TruthEntry.VersionOf(each.Version)))],
        Decision(),
        Cancellation);

    /// <summary>As a writer does that ends before it changes the marker.</summary>
    private async Task SayAsync(int number, string? label = "hat")
    {
        var truth = Decision() with { Labels = label is null ? [] : [label] };
        var (bucket, key, version) = (_predictions[number].Bucket, _predictions[number].Key, TruthEntry.VersionOf(_predictions[number].Version));
        (await _truths.WriteAsync(new(bucket, key, version, label is null ? null : truth), truth, Cancellation)).ShouldBe(WriteOutcome.Written);
    }

    private Truth Decision() => new([], TruthSource.Person, _time.GetUtcNow(), null, null);

    /// <summary>Another reading of the predictions would find none.</summary>
    private void Forget()
    {
        var others = _dynamoDb.Items.Where(item => !item["pk"].S.StartsWith("object#", StringComparison.Ordinal)).ToList();
        _dynamoDb.Clear();
        others.ForEach(_dynamoDb.Add);
    }

    /// <summary>Of the index that lists truths.</summary>
    private int Reads() => _dynamoDb.Queries.Count(query => query.IndexName == "batch-outcome");

    private async Task<MeasuredQuality> MeasureAsync()
    {
        var state = await new BatchReader(_table).FindAsync(Samples.Trip, Cancellation);
        return (await _meter.MeasureAsync(state!, state!.Current!, null, Cancellation)).Quality;
    }

    /// <summary>Lists no truths until its gate is open, and counts the predictions of which labels are read.</summary>
    private sealed class SlowDynamoDb : FakeDynamoDb
    {
        public int Labels { get; set; }

        public TaskCompletionSource? Gate { get; set; }

        public override async Task<QueryResponse> QueryAsync(QueryRequest request, CancellationToken cancellationToken = default)
        {
            await (request.IndexName == "batch-outcome" && Gate is not null ? Gate.Task : Task.CompletedTask);
            return await base.QueryAsync(request, cancellationToken);
        }

        public override Task<BatchGetItemResponse> BatchGetItemAsync(BatchGetItemRequest request, CancellationToken cancellationToken = default)
        {
            Labels += request.RequestItems.Values.Where(wanted => wanted.ProjectionExpression is not null).Sum(wanted => wanted.Keys.Count);
            return base.BatchGetItemAsync(request, cancellationToken);
        }
    }
}
