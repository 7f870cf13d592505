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

    public void Dispose()
    {
        _dynamoDb.Dispose();
        _sqs.Dispose();
    }

    /// <summary>Three predictions long ago, truths of two just now.</summary>
    private async Task FillAsync()
    {
        var writer = new PredictionWriter(_table, new CheckSender(_table, _sqs, "http://127.0.0.1:1/queue", "images"));
        foreach (var prediction in _predictions)
        {
            await writer.WriteAsync(prediction, Cancellation);
        }

        _time.Advance(TimeSpan.FromHours(1));
        var rows = _predictions.Take(2).Select(each => new TruthRow(each.Key, ["hat"], TruthEntry.VersionOf(each.Version))).ToList();
        await new TruthWriter(_table).WriteAsync(Samples.Trip, _predictions[0].Bucket, rows, Decision(), Cancellation);
    }

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

    /// <summary>Lists no truths until its gate is open.</summary>
    private sealed class SlowDynamoDb : FakeDynamoDb
    {
        public TaskCompletionSource? Gate { get; set; }

        public override async Task<QueryResponse> QueryAsync(QueryRequest request, CancellationToken cancellationToken = default)
        {
            await (request.IndexName == "batch-outcome" && Gate is not null ? Gate.Task : Task.CompletedTask);
            return await base.QueryAsync(request, cancellationToken);
        }
    }
}
