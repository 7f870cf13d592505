using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.Lambda.APIGatewayEvents;
using ImageClassification.Batches;
using ImageClassification.Contracts;
using ImageClassification.Hosting;
using ImageClassification.Predictions;
using ImageClassification.Testing;

namespace ImageClassification.Query.Tests;

/// <summary>The function over services in memory, asked as API Gateway asks it.</summary>
internal sealed class QueryApi : IDisposable
{
    private readonly QueryFunction _function;

    public QueryApi(AmazonDynamoDBClient? dynamoDb = null, QueryOptions? options = null) =>
        _function = QueryFunction.Compose(options ?? Options, dynamoDb ?? DynamoDb, S3, Sqs, Time, new JsonLoggerFactory(Log, TimeProvider.System));

    public static QueryOptions Options { get; } = new()
    {
        TableName = "predictions",
        Bucket = "images",
        DataBucket = "data",
        AllowUploads = true,
        QueueUrl = "http://127.0.0.1:1/queue",
        ClassifierTimeout = 60,
        MaxObjectBytes = 50 << 20,
    };

    public FakeDynamoDb DynamoDb { get; } = new();

    public MemoryStream Log { get; } = new();

    public FakeS3 S3 { get; } = new();

    public FakeSqs Sqs { get; } = new();

    public SteppingTimeProvider Time { get; } = new();

    public IEnumerable<WorkItem.Classify> Queued => Sqs.Sent.Select(entry => WorkItem.Parse(entry.MessageBody)).Cast<WorkItem.Classify>();

    /// <summary>Of batch trip, in the shape that the tests compare by.</summary>
    public static Prediction Prediction(string key, string label = "dress", double confidence = 0.9) => new()
    {
        Bucket = Options.Bucket,
        Key = ObjectKey.Parse(key),
        Status = PredictionStatus.Classified,
        Model = new ModelIdentity(ModelName.Parse("clothing"), "1", "0123456789abcdef"),
        Version = new ObjectVersion(new DateTimeOffset(2026, 1, 15, 12, 0, 0, TimeSpan.Zero), "e1", Sequencer.From("0A")),
        Labels = [new ScoredLabel(label, confidence)],
        Image = new ImageSize(400, 533, 25988),
        PredictedAt = new DateTimeOffset(2026, 1, 15, 12, 0, 3, TimeSpan.Zero),
    };

    public static Prediction Failure(string key, string code = ErrorCode.CorruptImage) =>
        Prediction(key) with { Status = PredictionStatus.Failed, Labels = [], Error = new PredictionError(code, "Damaged.") };

    public async Task WriteAsync(params IEnumerable<Prediction> predictions)
    {
        var table = new PredictionTable(DynamoDb, Options.TableName, TimeProvider.System);
        using var otherQueue = new FakeSqs(); // what these writes send is not what is tested
        var writer = new PredictionWriter(table, new CheckSender(table, otherQueue, Options.QueueUrl, Options.Bucket));
        foreach (var prediction in predictions)
        {
            await writer.WriteAsync(prediction, TestContext.Current.CancellationToken);
        }
    }

    public static ApiDescription Description { get; } = new(Http.Description.Text);

    /// <summary>The answer, which is as openapi.json describes it.</summary>
    public async Task<APIGatewayHttpApiV2ProxyResponse> SendAsync(APIGatewayHttpApiV2ProxyRequest request, CancellationToken? cancellationToken = null)
    {
        var response = await _function.HandleAsync(request, cancellationToken ?? TestContext.Current.CancellationToken);
        (response.Headers["cache-control"], response.Headers["x-content-type-options"]).ShouldBe(("no-store", "nosniff"));
        var operation = Operation(request);
        if (Description.Operations.Contains(operation))
        {
            Description.Faults(operation, response.StatusCode, MediaType(response), response.Body).ShouldBeEmpty();
        }

        return response;
    }

    /// <summary>Without its parameters; empty where there is no content.</summary>
    public static string MediaType(APIGatewayHttpApiV2ProxyResponse response) =>
        response.Headers.TryGetValue("content-type", out var type) ? type.Split(';')[0] : "";

    /// <summary>As OpenAPI names it, which knows no greedy parameters.</summary>
    public static string Operation(APIGatewayHttpApiV2ProxyRequest request) => request.RouteKey.Replace("+}", "}", StringComparison.Ordinal);

    /// <param name="route">The route's key; {batch} is trip.</param>
    /// <param name="body">Sent as JSON.</param>
    /// <param name="query">Names and values.</param>
    public async Task<(int Status, JsonElement Body)> SendAsync(string route, string? body = null, params (string Name, string Value)[] query)
    {
        var response = await SendAsync(Request(route, body, query));
        return (response.StatusCode, JsonDocument.Parse(response.Body).RootElement);
    }

    /// <inheritdoc cref="SendAsync(string, string, ValueTuple{string, string}[])"/>
    public static APIGatewayHttpApiV2ProxyRequest Request(string route, string? body = null, params (string Name, string Value)[] query) => new()
    {
        RouteKey = route,
        PathParameters = new Dictionary<string, string> { ["batch"] = "trip" },
        QueryStringParameters = query.ToDictionary(pair => pair.Name, pair => pair.Value),
        Body = body,
    };

    public void Dispose()
    {
        DynamoDb.Dispose();
        Log.Dispose();
        S3.Dispose();
        Sqs.Dispose();
    }
}
