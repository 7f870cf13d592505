using System.Text.Json;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Serialization.SystemTextJson;
using ImageClassification.Contracts;
using ImageClassification.Hosting.Http;

namespace ImageClassification.Query.Tests;

public sealed class QueryFunctionTests : IDisposable
{
    private const string AwkwardKey = "uploads/trip/a + b, 50% größer, 日本 (1).jpg";

    private readonly QueryApi _api = new();

    [Fact]
    public async Task A_prediction_is_answered_as_it_was_written()
    {
        await WriteAsync(Classified("uploads/trip/photo.jpg", "dress", 0.9375) with { TraceId = "C3D13FE58DE4C810" });

        var (response, body) = await GetAsync(Request("http-prediction"));

        response.StatusCode.ShouldBe(200);
        response.Headers["content-type"].ShouldBe("application/json");
        body.GetRawText().ShouldBe(
            """
            {"bucket":"images","key":"uploads/trip/photo.jpg","batch":"trip","status":"CLASSIFIED","label":"dress","confidence":0.9375,"labels":[{"label":"dress","confidence":0.9375},{"label":"skirt","confidence":0.0625}],"model":{"name":"clothing","version":"1","manifestHash":"0123456789abcdef"},"version":{"eventTime":"2026-01-15T12:00:00+00:00","eTag":"e1","sequencer":"0A000000000000000000000000000000"},"image":{"width":400,"height":533,"bytes":25988},"times":{"fetch":12.5,"decode":3.25,"preprocess":1.5,"infer":4},"predictedAt":"2026-01-15T12:00:03+00:00","traceId":"C3D13FE58DE4C810"}
            """);
    }

    [Fact]
    public async Task An_awkward_key_is_found_by_the_query_parameter()
    {
        await WriteAsync(Classified(AwkwardKey, "shoes", 0.75));

        var (response, body) = await GetAsync(Request("http-prediction-by-query"));

        response.StatusCode.ShouldBe(200);
        body.GetProperty("key").GetString().ShouldBe(AwkwardKey);
    }

    [Fact]
    public async Task Nothing_known_is_a_problem_with_404()
    {
        var (response, body) = await GetAsync(Request("http-prediction"));

        response.StatusCode.ShouldBe(404);
        response.Headers["content-type"].ShouldBe("application/problem+json");
        body.GetProperty("status").GetInt32().ShouldBe(404);
        body.GetProperty("title").GetString().ShouldBe("Not Found");
        body.GetProperty("detail").GetString()!.ShouldContain("no prediction");
    }

    [Fact]
    public async Task A_deleted_object_is_404_and_says_so()
    {
        var photo = Classified("uploads/trip/photo.jpg", "dress", 0.9);
        await WriteAsync(photo, photo with
        {
            Status = PredictionStatus.Deleted,
            Labels = [],
            Version = new ObjectVersion(
            photo.Version.EventTime.AddHours(1), Sequencer: Sequencer.From("FF"))
        });

        var (response, body) = await GetAsync(Request("http-prediction"));

        response.StatusCode.ShouldBe(404);
        body.GetProperty("detail").GetString()!.ShouldContain("deleted at 2026-01-15 13:00:00Z");
    }

    [Theory]
    [InlineData("clothing@1", "1")]
    [InlineData("clothing@2", "2")]
    public async Task The_model_asked_for_answers_for_an_object(string model, string version)
    {
        var photo = Classified("uploads/trip/photo.jpg", "dress", 0.9);
        await WriteAsync(photo, photo with { Model = photo.Model with { Version = "2" }, PredictedAt = photo.PredictedAt.AddDays(1) });

        var (_, body) = await GetAsync(Request("http-prediction", model));

        body.GetProperty("model").GetProperty("version").GetString().ShouldBe(version);
    }

    [Fact]
    public async Task A_model_that_has_no_prediction_is_404_and_the_others_are_named()
    {
        await WriteAsync(Classified("uploads/trip/photo.jpg", "dress", 0.9));

        var (response, body) = await GetAsync(Request("http-prediction", "clothing@7"));

        response.StatusCode.ShouldBe(404);
        body.GetProperty("detail").GetString()!.ShouldContain("clothing@1");
    }

    [Fact]
    public async Task The_model_asked_for_answers_for_a_batch()
    {
        var photo = Classified("uploads/trip/1.jpg", "dress", 0.9);
        await WriteAsync(photo, photo with { Model = photo.Model with { Version = "2" }, Labels = [new ScoredLabel("hat", 0.5)] });

        var (_, summary) = await GetAsync(Request("http-batch", "clothing@2"));
        var (_, page) = await GetAsync(Request("http-batch-predictions", "clothing@1"));
        var (unknown, _) = await GetAsync(Request("http-batch", "clothing@3"));

        (summary.GetProperty("model").GetString(), summary.GetProperty("classified").GetInt32()).ShouldBe(("clothing@2", 1));
        summary.GetProperty("labels")[0].GetProperty("label").GetString().ShouldBe("hat");
        page.GetProperty("predictions")[0].GetProperty("label").GetString().ShouldBe("dress");
        unknown.StatusCode.ShouldBe(404);
    }

    [Fact]
    public async Task A_late_deletion_of_an_older_version_does_not_hide_the_newer_one()
    {
        var photo = Classified("uploads/trip/photo.jpg", "dress", 0.9);
        var deletion = photo with
        {
            Status = PredictionStatus.Deleted,
            Labels = [],
            Model = photo.Model with { Version = "0" },
            Version = new ObjectVersion(photo.Version.EventTime, null, Sequencer.From("09")),
            PredictedAt = photo.PredictedAt.AddDays(1),
        };
        await WriteAsync(photo, deletion);

        var (response, _) = await GetAsync(Request("http-prediction"));

        response.StatusCode.ShouldBe(200);
    }

    [Fact]
    public async Task A_batch_is_counted_by_label_and_by_code()
    {
        await WriteAsync(
            Classified("uploads/trip/1.jpg", "dress", 0.5), Classified("uploads/trip/2.jpg", "dress", 1), Classified("uploads/trip/3.jpg", "hat", 0.25),
            Failed("uploads/trip/4.jpg", ErrorCode.CorruptImage), Classified("uploads/other/5.jpg", "dress", 1));

        var (response, body) = await GetAsync(Request("http-batch"));

        response.StatusCode.ShouldBe(200);
        body.GetProperty("classified").GetInt32().ShouldBe(3);
        body.GetProperty("failed").GetInt32().ShouldBe(1);
        body.GetProperty("labels").GetRawText().ShouldBe(
            """[{"label":"dress","count":2,"meanConfidence":0.75},{"label":"hat","count":1,"meanConfidence":0.25}]""");
        body.GetProperty("errors").GetRawText().ShouldBe("""[{"code":"CORRUPT_IMAGE","count":1}]""");
    }

    [Theory]
    [InlineData("http-batch")]
    [InlineData("http-batch-predictions")]
    public async Task An_unknown_batch_is_404(string request)
    {
        var (response, _) = await GetAsync(Request(request));

        response.StatusCode.ShouldBe(404);
    }

    [Fact]
    public async Task A_batch_is_listed_by_label_and_confidence()
    {
        await WriteAsync(
            Classified("uploads/trip/1.jpg", "dress", 0.79), Classified("uploads/trip/2.jpg", "dress", 0.8), Classified("uploads/trip/3.jpg", "dress", 0.95),
            Classified("uploads/trip/4.jpg", "hat", 0.99), Failed("uploads/trip/5.jpg", ErrorCode.CorruptImage));

        var (_, body) = await GetAsync(Request("http-batch-predictions"));

        Keys(body).ShouldBe(["uploads/trip/3.jpg", "uploads/trip/2.jpg"]);
        body.TryGetProperty("nextCursor", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("asc")]
    [InlineData("desc")]
    public async Task Pages_hold_every_prediction_exactly_once_and_in_order(string order)
    {
        await WriteAsync([.. Enumerable.Range(0, 57).Select(
            number => Classified($"uploads/trip/{number}.jpg", number % 2 == 0 ? "dress" : "hat", number / 64.0))]);
        var request = Request("http-batch-predictions");
        request.QueryStringParameters = new Dictionary<string, string> { ["limit"] = "10", ["order"] = order };
        var (keys, pages, confidences) = (new List<string>(), 0, new List<double>());

        string? cursor;
        do
        {
            var (_, body) = await GetAsync(request);
            keys.AddRange(Keys(body));
            confidences.AddRange(body.GetProperty("predictions").EnumerateArray()
                .Where(prediction => prediction.GetProperty("label").GetString() == "hat")
                .Select(prediction => prediction.GetProperty("confidence").GetDouble()));
            cursor = body.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
            request.QueryStringParameters["cursor"] = cursor!;
            pages++;
        }
        while (cursor is not null);

        pages.ShouldBe(6);
        keys.Distinct().Count().ShouldBe(57);
        keys.Count.ShouldBe(57);
        confidences.ShouldBe(order == "asc" ? confidences.Order() : confidences.OrderDescending());
    }

    [Theory]
    [InlineData("limit", "0")]
    [InlineData("limit", "201")]
    [InlineData("limit", "many")]
    [InlineData("minConfidence", "1.01")]
    [InlineData("minConfidence", "-0.1")]
    [InlineData("minConfidence", "NaN")]
    [InlineData("status", "DELETED")]
    [InlineData("status", "classified")]
    [InlineData("order", "up")]
    [InlineData("cursor", "nonsense!")]
    [InlineData("label", "lllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll")]
    public async Task A_parameter_out_of_range_is_a_problem_with_400_that_names_it(string name, string value)
    {
        await WriteAsync(Classified("uploads/trip/1.jpg", "dress", 0.9));
        var request = Request("http-batch-predictions");
        request.QueryStringParameters = new Dictionary<string, string> { [name] = value };

        var (response, body) = await GetAsync(request);

        response.StatusCode.ShouldBe(400);
        body.GetProperty("detail").GetString()!.ShouldContain(name);
    }

    [Theory]
    [InlineData("trip", "other")]
    [InlineData("trip", "trip#clothing@1")]
    [InlineData("trip#clothing@1#0", "trip")]
    [InlineData("a@1", "a")]
    [InlineData("50%", "50%25")]
    [InlineData("größer 日本", "gro\u0308ßer 日本")]
    [InlineData("long", null)]
    public async Task A_cursor_of_one_batch_reads_nothing_of_it_in_another(string batch, string? other)
    {
        other ??= batch + new string('g', 900);
        await WriteAsync([.. new[] { batch, other }.SelectMany(
            name => Enumerable.Range(0, 20).Select(number => Classified($"uploads/{name}/{number}.jpg", "dress", number / 64.0)))]);
        var request = Request("http-batch-predictions");
        request.QueryStringParameters = new Dictionary<string, string> { ["limit"] = "5" };
        request.PathParameters["batch"] = batch;
        var (_, first) = await GetAsync(request);

        request.PathParameters["batch"] = other;
        request.QueryStringParameters["cursor"] = first.GetProperty("nextCursor").GetString()!;
        var (response, body) = await GetAsync(request);

        Keys(first).ShouldAllBe(key => key.StartsWith($"uploads/{batch}/", StringComparison.Ordinal));
        (response.StatusCode == 400 || Keys(body).All(key => key.StartsWith($"uploads/{other}/", StringComparison.Ordinal))).ShouldBeTrue(body.GetRawText());
    }

    [Theory]
    [InlineData("http-prediction-by-query", "key", 1025)]
    [InlineData("http-batch-predictions", "cursor", 2000)]
    [InlineData("http-batch-predictions", "label", 101)]
    public async Task A_parameter_that_is_too_long_is_a_problem_with_400(string name, string parameter, int length)
    {
        await WriteAsync(Classified("uploads/trip/1.jpg", "dress", 0.9));
        var request = Request(name);
        request.QueryStringParameters = new Dictionary<string, string> { [parameter] = new('Q', length) };

        var (response, _) = await GetAsync(request);

        response.StatusCode.ShouldBe(400);
    }

    [Theory]
    [InlineData("http-prediction-by-query", "key", "private/photo.jpg")]
    [InlineData("http-prediction-by-query", "key", "uploads")]
    [InlineData("http-prediction-by-query", "key", "uploads/\0")]
    [InlineData("http-prediction-by-query", "key", "uploads/\ud800")]
    public async Task A_key_of_nothing_that_is_classified_is_404(string name, string parameter, string value)
    {
        var request = Request(name);
        request.QueryStringParameters = new Dictionary<string, string> { [parameter] = value };

        var (response, _) = await GetAsync(request);

        response.StatusCode.ShouldBe(404);
    }

    [Fact]
    public async Task A_fault_that_quotes_a_signed_request_is_logged_without_the_signature()
    {
        _api.DynamoDb.Faults.Enqueue(new InternalServerErrorException("https://canary:canary@dynamodb.example.org/?X-Amz-Signature=canary"));
        var request = Request("http-prediction-by-query");
        request.Headers = new Dictionary<string, string> { ["authorization"] = "canary" };

        await GetAsync(request);

        var log = System.Text.Encoding.UTF8.GetString(_api.Log.ToArray());
        log.ShouldContain("dynamodb.example.org");
        log.ShouldNotContain("canary");
    }

    [Fact]
    public async Task A_fault_of_the_table_is_a_problem_with_500_that_tells_nothing_of_it()
    {
        _api.DynamoDb.Faults.Enqueue(new InternalServerErrorException("secret"));

        var (response, body) = await GetAsync(Request("http-prediction"));

        response.StatusCode.ShouldBe(500);
        body.GetRawText().ShouldNotContain("secret");
    }

    [Fact]
    public async Task Health_is_ok()
    {
        var (response, body) = await GetAsync(Request("http-health"));

        response.StatusCode.ShouldBe(200);
        body.GetProperty("status").GetString().ShouldBe("ok");
    }

    [Fact]
    public async Task An_unknown_route_is_404()
    {
        var request = Request("http-health");
        request.RouteKey = "GET /nowhere";

        var (response, _) = await GetAsync(request);

        response.StatusCode.ShouldBe(404);
    }

    public void Dispose() => _api.Dispose();

    private static APIGatewayHttpApiV2ProxyRequest Request(string name, string model)
    {
        var request = Request(name);
        request.QueryStringParameters = new Dictionary<string, string> { ["model"] = model };
        return request;
    }

    private static APIGatewayHttpApiV2ProxyRequest Request(string name)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "events", name + ".json"));
        return new SourceGeneratorLambdaJsonSerializer<HttpJson>().Deserialize<APIGatewayHttpApiV2ProxyRequest>(file);
    }

    private static Prediction Classified(string key, string label, double confidence) => new()
    {
        Bucket = QueryApi.Options.Bucket,
        Key = ObjectKey.Parse(key),
        Status = PredictionStatus.Classified,
        Model = new ModelIdentity(ModelName.Parse("clothing"), "1", "0123456789abcdef"),
        Version = new ObjectVersion(new DateTimeOffset(2026, 1, 15, 12, 0, 0, TimeSpan.Zero), "e1", Sequencer.From("0A")),
        Labels = [new ScoredLabel(label, confidence), new ScoredLabel("skirt", 0.0625)],
        Image = new ImageSize(400, 533, 25988),
        Times = new StageTimes(12.5, 3.25, 1.5, 4),
        PredictedAt = new DateTimeOffset(2026, 1, 15, 12, 0, 3, TimeSpan.Zero),
    };

    private static Prediction Failed(string key, string code) =>
        Classified(key, "none", 0) with { Status = PredictionStatus.Failed, Labels = [], Error = new PredictionError(code, "Damaged.") };

    private static IEnumerable<string> Keys(JsonElement page) =>
        page.GetProperty("predictions").EnumerateArray().Select(prediction => prediction.GetProperty("key").GetString()!);

    private Task WriteAsync(params Prediction[] predictions) => _api.WriteAsync(predictions);

    private async Task<(APIGatewayHttpApiV2ProxyResponse Response, JsonElement Body)> GetAsync(APIGatewayHttpApiV2ProxyRequest request)
    {
        var response = await _api.SendAsync(request);
        return (response, JsonDocument.Parse(response.Body).RootElement);
    }
}
