using System.Text;
using System.Text.Json.Nodes;
using ImageClassification.Runner.Functions;
using ImageClassification.Runner.Templates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ImageClassification.Runner.Http;

/// <summary>Stands in for API Gateway's HTTP API, without its authorization.</summary>
internal sealed class HttpFront : IAsyncDisposable
{
    private readonly IReadOnlyList<(Route Route, LambdaFunction Function)> _routes;
    private readonly string _samples;
    private readonly TimeProvider _time;
    private readonly WebApplication _server;

    /// <param name="functions">Answer their routes.</param>
    /// <param name="samples">A folder whose files are served under /samples/, for requests that name a picture's URL.</param>
    /// <param name="port">0 for any.</param>
    /// <param name="time">The clock.</param>
    public HttpFront(IEnumerable<LambdaFunction> functions, string samples, int port, TimeProvider time)
    {
        _samples = samples;
        _routes =
        [
            .. functions
                .SelectMany(function => function.Resource.Events.OfType<EventSource.Route>().Select(source => (Route: new Route(source), function)))
                .OrderByDescending(entry => entry.Route.Rank),
        ];
        _time = time;
        _server = LoopbackServer.Create(port);
        _server.Run(HandleAsync);
    }

    public Uri Address => new(_server.Urls.First());

    public Task StartAsync(CancellationToken cancellationToken) => _server.StartAsync(cancellationToken);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var path = target.Split('?')[0];
        foreach (var (route, function) in _routes)
        {
            if (route.Match(context.Request.Method, path) is { } parameters)
            {
                var request = await HttpEvent.FromAsync(context.Request, route.Key, path, parameters, _time.GetUtcNow());
                await AnswerAsync(context.Response, await function.InvokeAsync(request.ToJsonString(), context.RequestAborted));
                return;
            }
        }

        if (context.Request.Method == "GET" && SampleOf(path) is { } sample)
        {
            context.Response.ContentType = "application/octet-stream";
            await context.Response.SendFileAsync(sample, context.RequestAborted);
            return;
        }

        await MessageAsync(context.Response, StatusCodes.Status404NotFound, "Not Found");
    }

    /// <returns>Null where there is no such file in the folder.</returns>
    private string? SampleOf(string path) => Directory.EnumerateFiles(_samples, "*", SearchOption.AllDirectories)
        .FirstOrDefault(file => path == $"/samples/{Path.GetRelativePath(_samples, file).Replace(Path.DirectorySeparatorChar, '/')}");

    private static async Task AnswerAsync(HttpResponse response, InvocationResult result)
    {
        if (result.Failed || JsonNode.Parse(result.Payload) is not JsonObject answer || answer["statusCode"] is not { } status)
        {
            await MessageAsync(response, StatusCodes.Status500InternalServerError, "Internal Server Error");
            return;
        }

        response.StatusCode = (int)status;
        response.ContentType = "application/json";
        foreach (var (name, value) in answer["headers"] as JsonObject ?? [])
        {
            response.Headers[name] = value?.ToString();
        }

        var body = answer["body"]?.ToString() ?? "";
        var encoded = (bool?)answer["isBase64Encoded"] ?? false;
        await response.Body.WriteAsync(encoded ? Convert.FromBase64String(body) : Encoding.UTF8.GetBytes(body));
    }

    private static Task MessageAsync(HttpResponse response, int status, string message)
    {
        response.StatusCode = status;
        response.ContentType = "application/json";
        return response.WriteAsync(new JsonObject { ["message"] = message }.ToJsonString());
    }
}
