using ImageClassification.Batches;
using ImageClassification.Contracts;
using ImageClassification.Testing;

namespace ImageClassification.Predictions.Tests;

/// <summary>Pages against a deliberately naive reading of the same predictions.</summary>
public sealed class BatchReaderTests : IDisposable
{
    private const int Count = 300;

    private readonly FakeDynamoDb _dynamoDb = new();
    private readonly List<Prediction> _all = [.. Enumerable.Range(0, Count).Select(Make)];
    private readonly FakeSqs _sqs = new();
    private readonly PredictionTable _table;
    private readonly BatchReader _reader;

    public BatchReaderTests() => _reader = new(_table = new(_dynamoDb, "predictions", TimeProvider.System));

    public static TheoryData<BatchFilter> Filters => new(
        new BatchFilter { Batch = BatchName.Parse("trip"), Limit = 7 },
        new BatchFilter { Batch = BatchName.Parse("trip"), Limit = 7, Descending = false },
        new BatchFilter { Batch = BatchName.Parse("trip"), Limit = 7, Status = PredictionStatus.Failed },
        new BatchFilter { Batch = BatchName.Parse("trip"), Limit = 7, Code = ErrorCode.ObjectGone },
        new BatchFilter { Batch = BatchName.Parse("trip"), Limit = 7, Label = "hat", Descending = false },
        new BatchFilter { Batch = BatchName.Parse("trip"), Limit = 7, Label = "hat", MinimumConfidence = 0.25, MaximumConfidence = 0.5 },
        new BatchFilter { Batch = BatchName.Parse("trip"), Limit = 7, ByConfidence = true },
        new BatchFilter { Batch = BatchName.Parse("trip"), Limit = 200, ByConfidence = true, Descending = false },
        new BatchFilter { Batch = BatchName.Parse("trip"), Limit = 7, MinimumConfidence = 0.25, MaximumConfidence = 0.5, Descending = false },
        new BatchFilter { Batch = BatchName.Parse("trip"), Limit = 7, Prefix = "uploads/trip/a/1" },
        new BatchFilter { Batch = BatchName.Parse("trip"), Limit = 7, Prefix = "uploads/trip/b/", ByConfidence = true, Descending = false },
        new BatchFilter { Batch = BatchName.Parse("trip"), Limit = 7, Prefix = "uploads/trip/nothing" });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task Pages_hold_what_fits_the_filter_once_and_in_order(BatchFilter filter)
    {
        await WriteAsync(_all);

        var pages = await PagesAsync(filter);

        pages.ShouldAllBe(page => page.Predictions.Count <= filter.Limit);
        pages.SelectMany(page => page.Predictions).Select(prediction => prediction.Key.ToString()).ShouldBe(Naive(filter));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(100)]
    public async Task What_differs_from_the_truth_fills_each_page_and_comes_once(int limit)
    {
        var filter = new BatchFilter { Batch = BatchName.Parse("trip"), Limit = limit, Differs = Dispute.Truth };
        await WriteAsync(_all);
        await SayAsync(_all.Where((_, number) => number % 11 == 0 && number % 5 != 0), "else");
        await SayAsync(_all.Where((_, number) => number % 11 == 1), "dress", "hat");

        var pages = await PagesAsync(filter);

        var keys = pages.SelectMany(page => page.Predictions).Select(prediction => prediction.Key.ToString()).ToList();
        keys.ShouldBe(Naive(filter).Where(key => _all.FindIndex(each => each.Key.ToString() == key) is var number && number % 11 == 0 && number % 5 != 0));
        pages.SkipLast(1).ShouldAllBe(page => page.Predictions.Count == limit);
        pages.Count.ShouldBeLessThanOrEqualTo((keys.Count / limit) + 1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_page_that_looks_for_a_truth_is_bounded_and_its_cursor_goes_on(bool byConfidence)
    {
        var many = Enumerable.Range(0, 2600).Select(number => Samples.Classified($"uploads/trip/{number}.jpg", "dress", number / 4096.0)).ToList();
        await WriteAsync(many);
        await SayAsync([many[3], many[2]], "hat");
        _dynamoDb.Queries.Clear();

        var first = await _reader.ListAsync(new() { Batch = BatchName.Parse("trip"), Limit = 2, Truth = "hat", ByConfidence = byConfidence }, Cancellation);
        var queries = _dynamoDb.Queries.Count(query => query.IndexName is not null);
        var second = await _reader.ListAsync(new() { Batch = BatchName.Parse("trip"), Limit = 2, Truth = "hat", ByConfidence = byConfidence, Cursor = first!.NextCursor }, Cancellation);

        first.Predictions.ShouldBeEmpty();
        queries.ShouldBe(4 * PredictionKeys.Shards);
        second!.Predictions.Select(prediction => prediction.Key).ShouldBe([many[3].Key, many[2].Key]);
    }

    [Fact]
    public async Task A_page_costs_one_request_a_shard_however_few_fit()
    {
        await WriteAsync(_all);
        _dynamoDb.Queries.Clear();

        await _reader.ListAsync(new() { Batch = BatchName.Parse("trip"), Limit = 7, Prefix = "uploads/trip/nothing" }, Cancellation);

        _dynamoDb.Queries.Count(query => query.IndexName is not null).ShouldBe(PredictionKeys.Shards);
        _dynamoDb.Queries.ShouldAllBe(query => query.IndexName == null || query.Limit <= 500);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(200)]
    public async Task A_page_looks_at_little_more_than_it_shows(int limit)
    {
        await WriteAsync(_all);
        _dynamoDb.Queries.Clear();

        var page = await _reader.ListAsync(new() { Batch = BatchName.Parse("trip"), Limit = limit }, Cancellation);

        page!.Predictions.Count.ShouldBe(limit);
        _dynamoDb.Queries.Where(query => query.IndexName is not null).Sum(query => query.Limit!.Value).ShouldBeLessThan(32 + (limit * 5 / 2));
    }

    [Fact]
    public async Task A_batch_that_meets_another_model_is_listed_to_the_end_by_the_first()
    {
        await WriteAsync(_all);
        var first = await _reader.ListAsync(new() { Batch = BatchName.Parse("trip"), Limit = 7 }, Cancellation);
        await WriteAsync(
            [_all[0] with { Model = Samples.Model with { Version = "2" } }]);

        var second = await _reader.ListAsync(new() { Batch = BatchName.Parse("trip"), Limit = 7, Cursor = first!.NextCursor }, Cancellation);

        second!.Predictions.Count.ShouldBe(7);
        second.Predictions.ShouldAllBe(prediction => prediction.Model.Version == "1");
    }

    public void Dispose()
    {
        _dynamoDb.Dispose();
        _sqs.Dispose();
    }

    private static Prediction Make(int number) => (number % 5) switch
    {
        0 => Samples.Failed($"uploads/trip/a/{number}.jpg", number % 2 == 0 ? ErrorCode.CorruptImage : ErrorCode.ObjectGone),
        1 or 2 => Samples.Classified($"uploads/trip/a/{number}.jpg", "dress", number / 512.0),
        _ => Samples.Classified($"uploads/trip/b/{number}.jpg", "hat", number / 512.0),
    };

    private IEnumerable<string> Naive(BatchFilter filter)
    {
        var (low, high) = (filter.MinimumConfidence ?? 0, filter.MaximumConfidence ?? 1);
        var ofClassified = filter.Label is not null || filter.ByConfidence || filter.MinimumConfidence is not null;
        var byConfidence = ofClassified && filter.Label is null;
        var ordered = _all
            .Where(prediction => filter.Status is null || prediction.Status == filter.Status)
            .Where(prediction => !ofClassified || prediction.Status == PredictionStatus.Classified)
            .Where(prediction => filter.Label is null || prediction.Label == filter.Label)
            .Where(prediction => filter.Code is null || prediction.Error?.Code == filter.Code)
            .Where(prediction => prediction.Confidence is not { } confidence || (confidence >= low && confidence <= high))
            .Where(prediction => filter.Prefix is null || prediction.Key.ToString().StartsWith(filter.Prefix, StringComparison.Ordinal))
            .OrderBy(prediction => byConfidence ? PredictionKeys.Doubt(prediction) : PredictionKeys.Outcome(prediction), StringComparer.Ordinal)
            .Select(prediction => prediction.Key.ToString());
        return filter.Descending ? ordered.Reverse() : ordered;
    }

    private async Task<List<PredictionPage>> PagesAsync(BatchFilter filter)
    {
        var pages = new List<PredictionPage> { (await _reader.ListAsync(filter, Cancellation))! };
        while (pages[^1].NextCursor is { } cursor)
        {
            pages.Add((await _reader.ListAsync(filter with { Cursor = cursor }, Cancellation))!);
        }

        return pages;
    }

    private async Task SayAsync(IEnumerable<Prediction> predictions, params string[] labels) => await new TruthWriter(_table).WriteAsync(
        Samples.Trip, "images", [.. predictions.Select(prediction => new TruthRow(prediction.Key, labels, null))], new([], TruthSource.Person, Samples.Noon), Cancellation);

    private async Task WriteAsync(IEnumerable<Prediction> predictions)
    {
        var writer = new PredictionWriter(_table, new CheckSender(_table, _sqs, "http://127.0.0.1:1/queue", "images"));
        foreach (var prediction in predictions)
        {
            await writer.WriteAsync(prediction, Cancellation);
        }
    }
}
