using Amazon.Lambda.APIGatewayEvents;
using ImageClassification.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace ImageClassification.Console.Tests;

/// <summary>The function, asked as API Gateway asks it. Each response is as openapi.json describes it.</summary>
internal sealed class ConsoleApi(FakeIssuer? issuer = null) : IDisposable
{
    public const string Page = "GET /";
    public const string File = "GET /console/{file}";
    public const string Bucket = "https://images.s3.eu-central-1.amazonaws.com";

    private readonly HttpClient _http = new(issuer ?? new FakeIssuer(System.Net.HttpStatusCode.NotFound, ""), disposeHandler: false);
    private ConsoleFunction? _function;

    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Pages");

    public static ApiDescription Description { get; } = new(System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "openapi.json")));

    public string BucketOrigin { get; init; } = Bucket;

    public Task<APIGatewayHttpApiV2ProxyResponse> GetPageAsync(string? eTag = null) => SendAsync(new() { RouteKey = Page }, eTag);

    public Task<APIGatewayHttpApiV2ProxyResponse> GetFileAsync(string file, string? eTag = null) =>
        SendAsync(new() { RouteKey = File, PathParameters = new Dictionary<string, string> { ["file"] = file } }, eTag);

    public void Dispose() => _http.Dispose();

    private async Task<APIGatewayHttpApiV2ProxyResponse> SendAsync(APIGatewayHttpApiV2ProxyRequest request, string? eTag)
    {
        var options = new ConsoleOptions { BucketOrigin = BucketOrigin, JwtIssuer = issuer is null ? null : FakeIssuer.Issuer, JwtAudience = "console" };
        _function ??= ConsoleFunction.Compose(options, _http, NullLoggerFactory.Instance);
        request.Headers = eTag is null ? null : new Dictionary<string, string> { ["if-none-match"] = eTag };
        var response = await _function.HandleAsync(request, TestContext.Current.CancellationToken);
        Description.Faults(request.RouteKey, response.StatusCode, MediaType(response), response.Body).ShouldBeEmpty();
        return response;
    }

    /// <summary>Without its parameters; empty where there is no content.</summary>
    public static string MediaType(APIGatewayHttpApiV2ProxyResponse response) =>
        response.Headers.TryGetValue("content-type", out var type) ? type.Split(';')[0] : "";
}
