using ImageClassification.Contracts;

namespace ImageClassification.Query.Tests.Backfill;

public sealed class RetryTests : IDisposable
{
    private const string Route = "POST /batches/{batch}/retry";

    private readonly QueryApi _api = new();

    [Fact]
    public async Task Failures_are_queued_with_the_version_and_the_model_that_failed()
    {
        await _api.WriteAsync(QueryApi.Prediction("uploads/trip/fine.jpg"), QueryApi.Failure("uploads/trip/broken.jpg") with { TraceId = "first" });

        var (status, body) = await _api.SendAsync(Route);

        status.ShouldBe(200);
        body.GetRawText().ShouldBe("""{"queued":1}""");
        var broken = QueryApi.Failure("uploads/trip/broken.jpg");
        _api.Queued.ShouldBe([new WorkItem.Classify(QueryApi.Options.Bucket, broken.Key, broken.Version)
        {
            Model = ModelName.Parse("clothing"),
            Size = 25988,
            TraceId = "first",
        }]);
    }

    [Fact]
    public async Task A_code_chooses_among_failures()
    {
        await _api.WriteAsync(QueryApi.Failure("uploads/trip/a.jpg"), QueryApi.Failure("uploads/trip/b.jpg", ErrorCode.RetriesExhausted));

        await _api.SendAsync(Route, """{"code": "RETRIES_EXHAUSTED"}""");

        _api.Queued.Single().Key.ToString().ShouldBe("uploads/trip/b.jpg");
    }

    [Fact]
    public async Task A_model_version_that_is_not_current_can_be_retried()
    {
        var failure = QueryApi.Failure("uploads/trip/b.jpg");
        await _api.WriteAsync(QueryApi.Failure("uploads/trip/a.jpg"), failure with { Model = failure.Model with { Name = ModelName.Parse("insects") } });

        var (_, body) = await _api.SendAsync(Route, """{"model": "insects@1"}""");
        var (status, _) = await _api.SendAsync(Route, """{"model": "insects@2"}""");
        var (invalid, problem) = await _api.SendAsync(Route, """{"model": "insects"}""");

        body.GetRawText().ShouldBe("""{"queued":1}""");
        (_api.Queued.Single() as WorkItem.Classify)!.ShouldSatisfyAllConditions(
            item => item.Key.ToString().ShouldBe("uploads/trip/b.jpg"), item => item.Model.ShouldBe(ModelName.Parse("insects")));
        (status, invalid).ShouldBe((404, 400));
        problem.GetProperty("detail").GetString()!.ShouldContain("name@version");
    }

    [Theory]
    [InlineData("RETRIES_EXAUSTED")]
    [InlineData("retries_exhausted")]
    [InlineData("")]
    public async Task A_code_that_there_is_not_is_400_and_the_answer_names_those_that_there_are(string code)
    {
        await _api.WriteAsync(QueryApi.Failure("uploads/trip/a.jpg"));

        var (status, problem) = await _api.SendAsync(Route, $$"""{"code": "{{code}}"}""");

        status.ShouldBe(400);
        problem.GetProperty("detail").GetString()!.ShouldContain("RETRIES_EXHAUSTED");
        _api.Queued.ShouldBeEmpty();
    }

    [Fact]
    public async Task Slices_queue_every_failure()
    {
        await _api.WriteAsync(Enumerable.Range(0, 1300).Select(number => QueryApi.Failure($"uploads/trip/{number}.jpg")));
        _api.Time.Step = TimeSpan.FromSeconds(5);

        var (_, first) = await _api.SendAsync(Route);
        var (_, second) = await _api.SendAsync(Route, $$"""{"cursor": "{{first.GetProperty("nextCursor").GetString()}}"}""");

        first.GetProperty("queued").GetInt32().ShouldBe(1000);
        second.TryGetProperty("nextCursor", out _).ShouldBeFalse();
        _api.Queued.Select(item => item.Key.ToString()).Distinct().Count().ShouldBe(1300);
    }

    [Fact]
    public async Task An_unknown_batch_is_404()
    {
        var (status, _) = await _api.SendAsync(Route);

        status.ShouldBe(404);
    }

    public void Dispose() => _api.Dispose();
}
