using System.Text.Json.Nodes;
using System.Threading.Channels;
using ImageClassification.Runner.Aws;
using ImageClassification.Runner.Http;
using ImageClassification.Runner.Templates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ImageClassification.Runner.Functions;

/// <summary>
/// The Lambda Runtime API for one process of a function, which takes one invocation at a time.
/// <see href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html"/>
/// </summary>
internal sealed class RuntimeApi : IAsyncDisposable
{
    private const string Root = "/2018-06-01/runtime";

    private readonly FunctionResource _function;
    private readonly ChannelReader<Invocation> _queue;
    private readonly Action<string> _log;
    private readonly Action _overdue;
    private readonly TimeProvider _time;
    private readonly WebApplication _server = LoopbackServer.Create();
    private readonly TaskCompletionSource _polled = new();
    private Invocation? _current;

    /// <param name="log">Gets what Lambda itself would write.</param>
    /// <param name="overdue">Called when an invocation has run out of time; it has failed by then.</param>
    public RuntimeApi(FunctionResource function, ChannelReader<Invocation> queue, Action<string> log, Action overdue, TimeProvider time)
    {
        _function = function;
        _queue = queue;
        _log = log;
        _overdue = overdue;
        _time = time;
        _server.MapGet($"{Root}/invocation/next", NextAsync);
        _server.MapPost($"{Root}/invocation/{{id}}/response", context => CompleteAsync(context, failed: false));
        _server.MapPost($"{Root}/invocation/{{id}}/error", context => CompleteAsync(context, failed: true));
        _server.MapPost($"{Root}/init/error", InitErrorAsync);
    }

    /// <summary>Host and port, as <c>AWS_LAMBDA_RUNTIME_API</c> wants them.</summary>
    public string Address => new Uri(_server.Urls.First()).Authority;

    /// <summary>Done when the function first asks for an invocation: it has started.</summary>
    public Task Polled => _polled.Task;

    /// <summary>The invocation that the process has or had last.</summary>
    public string? CurrentId => _current?.Id;

    /// <summary>Why the function could not start, where it said so.</summary>
    public string? InitError { get; private set; }

    public Task StartAsync(CancellationToken cancellationToken) => _server.StartAsync(cancellationToken);

    /// <summary>Fails the invocation that the process held when it ended.</summary>
    public void FailCurrent(string type, string message) => _current?.Complete(InvocationResult.Error(type, message));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task NextAsync(HttpContext context)
    {
        _polled.TrySetResult();
        var invocation = await _queue.ReadAsync(context.RequestAborted);
        _current = invocation;
        _ = WatchAsync(invocation);

        var now = _time.GetUtcNow();
        var headers = context.Response.Headers;
        headers["Lambda-Runtime-Aws-Request-Id"] = invocation.Id;
        headers["Lambda-Runtime-Deadline-Ms"] = $"{(now + _function.Timeout).ToUnixTimeMilliseconds()}";
        headers["Lambda-Runtime-Invoked-Function-Arn"] = Arn.Function(_function.Name);
        headers["Lambda-Runtime-Trace-Id"] = $"Root=1-{now.ToUnixTimeSeconds():x8}-{Guid.NewGuid():N}"[..40] + ";Sampled=0";
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(invocation.Payload);
    }

    private async Task WatchAsync(Invocation invocation)
    {
        try
        {
            await invocation.Result.WaitAsync(_function.Timeout, _time);
        }
        catch (TimeoutException)
        {
            var message = FormattableString.Invariant($"Task timed out after {_function.Timeout.TotalSeconds:F2} seconds");
            _log($"{_time.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ} {invocation.Id} {message}");
            invocation.Complete(InvocationResult.Error("Sandbox.Timedout", $"RequestId: {invocation.Id} Error: {message}"));
            _overdue();
        }
    }

    private async Task CompleteAsync(HttpContext context, bool failed)
    {
        var payload = await BodyAsync(context);
        if (_current is { } current && current.Id == context.Request.RouteValues["id"] as string)
        {
            current.Complete(new(payload, failed));
        }

        await AcceptAsync(context);
    }

    private async Task InitErrorAsync(HttpContext context)
    {
        InitError = JsonNode.Parse(await BodyAsync(context))?["errorMessage"]?.ToString();
        await AcceptAsync(context);
    }

    /// <summary>With the body that Lambda sends: the .NET runtime client ends the process where an error is accepted with an empty one.</summary>
    private static Task AcceptAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync("""{"status":"OK"}""");
    }

    private static async Task<string> BodyAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        return await reader.ReadToEndAsync(context.RequestAborted);
    }
}
