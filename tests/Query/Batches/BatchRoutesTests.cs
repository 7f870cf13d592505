using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Serialization.SystemTextJson;
using ImageClassification.Contracts;
using ImageClassification.Hosting.Http;

namespace ImageClassification.Query.Tests.Batches;

public sealed class BatchRoutesTests : IDisposable
{
    private const string Put = "PUT /batches/{batch}";
    private const string Get = "GET /batches/{batch}";
    private const string List = "GET /batches/{batch}/predictions";

    private readonly QueryApi _api = new();

    [Fact]
    public async Task A_declared_batch_is_answered_empty_and_checked_at_once()
    {
        var declared = await _api.SendAsync(Event("http-declare-batch"));
        var (status, body) = await _api.SendAsync(Get);

        (declared.StatusCode, status).ShouldBe((201, 200));
        body.GetProperty("expected").GetInt32().ShouldBe(341);
        body.GetProperty("note").GetString().ShouldBe("Spring collection");
        (body.GetProperty("classified").GetInt32(), body.GetProperty("pending").GetInt32(), body.GetProperty("state").GetString()).ShouldBe((0, 341, "quiet"));
        var check = WorkItem.Parse(_api.Sqs.Messages.ShouldHaveSingleItem().MessageBody).ShouldBeOfType<WorkItem.Check>();
        (check.Bucket, check.Batch.ToString()).ShouldBe(("images", "trip"));
    }

    [Fact]
    public async Task Without_an_expected_number_nothing_is_checked_and_the_queue_tells_what_is_pending()
    {
        _api.Sqs.Depth = (30, 12);

        var (_, body) = await _api.SendAsync(Put, """{ "model": "insects" }""");

        _api.Sqs.Messages.ShouldBeEmpty();
        (body.GetProperty("pending").GetInt32(), body.GetProperty("pendingIsApproximate").GetBoolean()).ShouldBe((42, true));
        body.GetProperty("declaredModel").GetString().ShouldBe("insects");
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(1, 1)]
    public async Task A_look_at_a_batch_that_has_all_expected_makes_up_for_a_check_that_is_lost(int expected, int checks)
    {
        await _api.WriteAsync(QueryApi.Prediction("uploads/trip/1.jpg"));
        await _api.SendAsync(Put, $$"""{ "expected": {{expected}} }""");
        _api.Sqs.Messages.Clear();

        await _api.SendAsync(Get);
        await _api.SendAsync(Get);

        _api.Sqs.Messages.Count.ShouldBe(checks);
    }

    [Theory]
    [InlineData("""{ "expected": 0 }""", "expected")]
    [InlineData("""{ "expected": 1000000001 }""", "expected")]
    [InlineData("""{ "expected": "5" }""", "expected")]
    [InlineData("""{ "expected": 1.5 }""", "expected")]
    [InlineData("""{ "model": "../elsewhere" }""", "model")]
    [InlineData("""{ "model": "" }""", "model")]
    [InlineData("""{ "size": 5 }""", "size")]
    [InlineData("null", "object")]
    public async Task A_declaration_that_is_out_of_range_is_400_and_says_where(string body, string names)
    {
        var (status, problem) = await _api.SendAsync(Put, body);

        status.ShouldBe(400);
        problem.GetProperty("detail").GetString()!.ShouldContain(names);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("kkkkkkkkkk")]
    public async Task A_name_that_no_key_can_have_is_400(string name)
    {
        var request = QueryApi.Request(Put, "{}");
        request.PathParameters["batch"] = name.Contains('k', StringComparison.Ordinal) ? new string('k', 1015) : name;

        var response = await _api.SendAsync(request);

        response.StatusCode.ShouldBe(400);
    }

    [Fact]
    public async Task Batches_are_listed()
    {
        await _api.SendAsync(Put, """{ "expected": 341 }""");
        await _api.WriteAsync(QueryApi.Prediction("uploads/uploaded/1.jpg"));

        var response = await _api.SendAsync(Event("http-batches"));

        var batches = JsonDocument.Parse(response.Body).RootElement.GetProperty("batches").EnumerateArray().ToList();
        batches.Select(batch => batch.GetProperty("batch").GetString()).ShouldBe(["uploaded", "trip"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("status=FAILED&label=dress")]
    [InlineData("status=FAILED&maxConfidence=0.5")]
    [InlineData("status=FAILED&sort=confidence")]
    [InlineData("status=CLASSIFIED&code=CORRUPT_IMAGE")]
    [InlineData("code=CORRUPT_IMAGE&minConfidence=0.5")]
    [InlineData("minConfidence=0.6&maxConfidence=0.5")]
    [InlineData("sort=label")]
    public async Task Filters_that_exclude_each_other_are_400(string query)
    {
        await _api.WriteAsync(QueryApi.Prediction("uploads/trip/1.jpg"));

        var (status, _) = await _api.SendAsync(List, null, [.. query.Split('&').Select(pair => (pair.Split('=')[0], pair.Split('=')[1]))]);

        status.ShouldBe(400);
    }

    [Theory]
    [InlineData("a/")]
    [InlineData("uploads/trip/a/")]
    public async Task A_prefix_is_whole_or_relative_to_the_batch(string prefix)
    {
        await _api.WriteAsync(QueryApi.Prediction("uploads/trip/a/1.jpg"), QueryApi.Prediction("uploads/trip/b/1.jpg"));

        var (_, body) = await _api.SendAsync(List, null, ("prefix", prefix));

        body.GetProperty("predictions").EnumerateArray().Single().GetProperty("key").GetString().ShouldBe("uploads/trip/a/1.jpg");
    }

    [Theory]
    [InlineData("uploads/other/")]
    [InlineData("uploads/")]
    public async Task A_whole_prefix_of_another_batch_is_400_as_for_a_backfill(string prefix)
    {
        await _api.WriteAsync(QueryApi.Prediction("uploads/trip/1.jpg"));

        var (list, body) = await _api.SendAsync(List, null, ("prefix", prefix));
        var (backfill, same) = await _api.SendAsync("POST /batches/{batch}/backfill", $$"""{ "prefix": "{{prefix}}" }""");

        (list, backfill).ShouldBe((400, 400));
        body.GetRawText().ShouldBe(same.GetRawText());
    }

    [Fact]
    public async Task A_cursor_of_another_query_is_400()
    {
        await _api.WriteAsync(Enumerable.Range(0, 9).Select(number => QueryApi.Prediction($"uploads/trip/{number}.jpg")));
        var (_, page) = await _api.SendAsync(List, null, ("limit", "2"));
        var cursor = page.GetProperty("nextCursor").GetString()!;

        var (other, _) = await _api.SendAsync(List, null, ("limit", "2"), ("order", "asc"), ("cursor", cursor));
        var (longer, _) = await _api.SendAsync(List, null, ("limit", "5"), ("cursor", cursor));

        (other, longer).ShouldBe((400, 200));
    }

    [Theory]
    [InlineData("{0}", 304)]
    [InlineData("\"other\", W/{0}", 304)]
    [InlineData("*", 304)]
    [InlineData("\"other\"", 200)]
    public async Task A_prediction_that_the_caller_has_is_304(string ifNoneMatch, int status)
    {
        await _api.WriteAsync(QueryApi.Prediction("uploads/trip/1.jpg"));
        var request = QueryApi.Request("GET /predictions", null, ("key", "uploads/trip/1.jpg"));
        var tag = (await _api.SendAsync(request)).Headers["etag"];
        request.Headers = new Dictionary<string, string> { ["if-none-match"] = string.Format(null, ifNoneMatch, tag) };

        var response = await _api.SendAsync(request);

        (response.StatusCode, response.Headers["etag"]).ShouldBe((status, tag));
    }

    [Fact]
    public async Task A_prediction_that_has_changed_has_another_entity_tag()
    {
        var photo = QueryApi.Prediction("uploads/trip/1.jpg");
        var request = QueryApi.Request("GET /predictions", null, ("key", photo.Key));
        await _api.WriteAsync(photo);
        var before = (await _api.SendAsync(request)).Headers["etag"];

        await _api.WriteAsync(photo with { Labels = [new("hat", 0.5)], Version = photo.Version with { Sequencer = Sequencer.From("0B") } });

        (await _api.SendAsync(request)).Headers["etag"].ShouldNotBe(before);
    }

    public void Dispose() => _api.Dispose();

    private static APIGatewayHttpApiV2ProxyRequest Event(string name)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "events", name + ".json"));
        return new SourceGeneratorLambdaJsonSerializer<HttpJson>().Deserialize<APIGatewayHttpApiV2ProxyRequest>(file);
    }
}
