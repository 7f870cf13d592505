using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.APIGatewayEvents;
using ImageClassification.Query.Tests.Export;

namespace ImageClassification.Query.Tests;

/// <summary>Every answer that openapi.json describes is given. That each is as described, <see cref="QueryApi"/> sees to in every test.</summary>
public sealed class DescriptionTests
{
    private const string Key = "uploads/trip/1.jpg";
    private const string Batch = "GET /batches/{batch}";
    private const string Truth = "PUT /predictions/{key+}";
    private const string Truths = "POST /batches/{batch}/truth";
    private const string Quality = "GET /batches/{batch}/quality";
    private const string Current = "PUT /batches/{batch}/current";

    /// <summary>Those of other functions, whose tests ask them.</summary>
    internal static readonly string[] Others = ["POST /classify", "GET /", "GET /console/{file}", "GET /thumbnail"];

    private static readonly string TooLong = new('k', 1025);

    private static readonly string[] OfBatch = [Batch, "DELETE /batches/{batch}", "GET /batches/{batch}/predictions", "GET /batches/{batch}/compare", "GET /batches/{batch}/export"];

    [Fact]
    public async Task Every_answer_that_is_described_is_given()
    {
        var given = new HashSet<(string, int, string)>();
        foreach (var route in new[] { "GET /predictions/{key+}", "GET /predictions" })
        {
            await AskAsync(Find(route, Key));
            await AskAsync(Find(route, Key, tag: "*"));
            await AskAsync(Find(route, TooLong));
            await AskAsync(Find(route, "uploads/none.jpg"));
            await AskAsync(Find(route, Key), api => api.DynamoDb.Faults.Enqueue(new InternalServerErrorException("no")));
        }

        await AskAsync(QueryApi.Request("GET /batches"));
        await AskAsync(QueryApi.Request("GET /batches", null, ("limit", "0")));
        await AskAsync(QueryApi.Request("PUT /batches/{batch}", """{ "expected": 5, "note": "Spring", "model": "clothing" }"""));
        await AskAsync(Named(QueryApi.Request("PUT /batches/{batch}", "{}"), "new"));
        await AskAsync(QueryApi.Request("PUT /batches/{batch}", """{ "expected": 0 }"""));
        await AskAsync(QueryApi.Request(Current, """{ "model": "clothing@2" }"""));
        await AskAsync(QueryApi.Request(Current, """{ "model": "clothing@3" }"""));
        await AskAsync(QueryApi.Request(Current, "{}"));
        foreach (var (body, key) in new[] { ("""{ "labels": ["dress"] }""", Key), ("""{ "labels": [""] }""", Key), ("""{ "labels": [] }""", "uploads/none.jpg") })
        {
            await AskAsync(QueryApi.Request(Truth, body, ("key", key)));
        }

        await AskAsync(QueryApi.Request(Truth, """{ "labels": [] }""", ("key", Key)), api => api.DynamoDb.Faults.Enqueue(new InternalServerErrorException("no")));
        await AskAsync(QueryApi.Request(Truths, """{ "folder": true }"""));
        await AskAsync(QueryApi.Request(Quality, null, ("from", "clothing@2"), ("reference", "trip")));
        await AskAsync(QueryApi.Request(Quality, null, ("from", "clothing")));
        await AskAsync(QueryApi.Request(Quality, null, ("from", "clothing@9")));
        await AskAsync(QueryApi.Request(Quality), api => api.DynamoDb.Faults.Enqueue(new InternalServerErrorException("no")));
        await AskAsync(QueryApi.Request(Truths, "{}"));
        await AskAsync(Named(QueryApi.Request(Truths, """{ "folder": true }"""), "unknown"));
        await AskAsync(QueryApi.Request(Truths, """{ "folder": true }"""), api => api.DynamoDb.Faults.Enqueue(new InternalServerErrorException("no")));
        foreach (var route in OfBatch)
        {
            await AskAsync(QueryApi.Request(route, null, QueryOf(route)));
            await AskAsync(Named(QueryApi.Request(route, null, QueryOf(route)), "unknown"));
            await AskAsync(Named(QueryApi.Request(route, null, QueryOf(route)), TooLong));
        }

        await AskAsync(QueryApi.Request("GET /batches/{batch}/export", null, ("format", "jsonl")));
        await AskAsync(QueryApi.Request("GET /batches/{batch}/export", null, ("format", "parquet")));
        await AskAsync(QueryApi.Request("POST /uploads", """{ "batch": "trip", "files": [{ "name": "1.jpg", "type": "image/jpeg", "size": 1000 }] }"""));
        await AskAsync(QueryApi.Request("POST /uploads", """{ "batch": "trip", "files": [] }"""));
        await AskAsync(QueryApi.Request("GET /predictions/image", null, ("key", Key)));
        await AskAsync(QueryApi.Request("GET /predictions/image", null, ("key", "elsewhere/1.jpg")));
        await AskAsync(QueryApi.Request("POST /predictions/images", $$"""{ "keys": ["{{Key}}"] }"""));
        await AskAsync(QueryApi.Request("POST /predictions/images", """{ "keys": [] }"""));
        await AskAsync(QueryApi.Request("POST /batches/{batch}/backfill", "{}"));
        await AskAsync(QueryApi.Request("POST /batches/{batch}/backfill", """{ "model": "../elsewhere" }"""));
        await AskAsync(QueryApi.Request("POST /batches/{batch}/backfill", "{}"), api =>
        {
            api.S3.Objects[Key] = [0];
            api.Sqs.Fault = new HttpRequestException("no connection");
        });
        await AskAsync(QueryApi.Request("POST /batches/{batch}/retry", "{}"));
        await AskAsync(QueryApi.Request("POST /batches/{batch}/retry", """{ "cursor": "nonsense!" }"""));
        await AskAsync(Named(QueryApi.Request("POST /batches/{batch}/retry", "{}"), "unknown"));
        foreach (var route in OfBatch.Concat(["GET /batches", "PUT /batches/{batch}", "POST /batches/{batch}/retry"]))
        {
            await AskAsync(
                QueryApi.Request(route, "{}", QueryOf(route)),
                api => api.DynamoDb.Faults.Enqueue(new InternalServerErrorException("no")));
        }

        await AskAsync(QueryApi.Request(Current, """{ "model": "clothing@2" }"""), api => api.DynamoDb.Faults.Enqueue(new InternalServerErrorException("no")));
        await AskAsync(QueryApi.Request("GET /openapi.json"));
        await AskAsync(QueryApi.Request("GET /openapi.json", null, ("limit", "1")));
        await AskAsync(QueryApi.Request("GET /health"));
        await AskAsync(QueryApi.Request("GET /health", null, ("limit", "1")));
        using var table = new EndlessTable(20_000);
        using var large = new QueryApi(table);
        using var deadline = new CancellationTokenSource();
        await AskApiAsync(large, QueryApi.Request("GET /batches/{batch}/export", null, ("format", "jsonl")));
        large.S3.OnPart = deadline.Cancel;
        await AskApiAsync(large, QueryApi.Request("GET /batches/{batch}/export", null, ("format", "jsonl")), deadline.Token);

        given.ShouldBe(QueryApi.Description.Answers.Where(answer => !Others.Contains(answer.Operation)), ignoreOrder: true);

        async Task AskAsync(APIGatewayHttpApiV2ProxyRequest request, Action<QueryApi>? prepare = null)
        {
            using var api = new QueryApi();
            var photo = QueryApi.Prediction(Key);
            await api.WriteAsync(photo, photo with { Model = photo.Model with { Version = "2" } }, QueryApi.Failure("uploads/trip/2.jpg"));
            prepare?.Invoke(api);
            await AskApiAsync(api, request);
        }

        async Task AskApiAsync(QueryApi api, APIGatewayHttpApiV2ProxyRequest request, CancellationToken? cancellationToken = null)
        {
            var response = await api.SendAsync(request, cancellationToken);
            given.Add((QueryApi.Operation(request), response.StatusCode, QueryApi.MediaType(response)));
        }
    }

    private static (string, string)[] QueryOf(string route) =>
        route.EndsWith("compare", StringComparison.Ordinal) ? [("from", "clothing@1"), ("to", "clothing@2")] : [];

    private static APIGatewayHttpApiV2ProxyRequest Find(string route, string key, string? tag = null)
    {
        var request = QueryApi.Request(route, null, ("key", key));
        request.Headers = tag is null ? null : new Dictionary<string, string> { ["if-none-match"] = tag };
        return request;
    }

    private static APIGatewayHttpApiV2ProxyRequest Named(APIGatewayHttpApiV2ProxyRequest request, string batch)
    {
        request.PathParameters["batch"] = batch;
        return request;
    }
}
