using System.Net;
using System.Text.Json.Nodes;
using ImageClassification.Runner.Aws;
using ImageClassification.Runner.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ImageClassification.Runner.Faults;

/// <summary>
/// Stands between one function and S3, SQS and DynamoDB, and injects the faults of its plan. The emulators check no
/// signatures, so a request may arrive at another host than it was signed for.
/// </summary>
/// <param name="function">Its name in the template.</param>
/// <param name="kill">Ends its process.</param>
internal sealed class FaultProxy(string function, FaultPlan plan, Action kill, TimeProvider time) : IAsyncDisposable
{
    /// <summary>Longer than the Classifier waits for DynamoDB and SQS.</summary>
    private static readonly TimeSpan Lateness = TimeSpan.FromSeconds(2);

    /// <summary>Headers of one connection, which are written again for the next.</summary>
    private static readonly HashSet<string> Hops = new(
        ["Host", "Connection", "Transfer-Encoding", "Content-Length", "Expect"], StringComparer.OrdinalIgnoreCase);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
    private readonly CancellationTokenSource _stop = new();
    private readonly List<WebApplication> _servers = [];

    /// <returns>What the function is to use in place of the services.</returns>
    public async Task<Endpoints> StartAsync(Endpoints services, CancellationToken cancellationToken)
    {
        return services with
        {
            S3 = await ServeAsync(services.S3),
            Sqs = await ServeAsync(services.Sqs),
            DynamoDb = await ServeAsync(services.DynamoDb),
        };

        async Task<Uri> ServeAsync(Uri service)
        {
            var server = LoopbackServer.Create();
            _servers.Add(server);
            server.Run(context => HandleAsync(context, service));
            await server.StartAsync(cancellationToken);
            return new(server.Urls.First());
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        _http.Dispose();
        _stop.Dispose();
    }

    /// <summary>The operation that the request names in its target; S3's, which have none there, by the method.</summary>
    private static string OperationOf(HttpRequest request) => request.Headers["X-Amz-Target"].ToString() switch
    {
        "" => HttpMethods.IsGet(request.Method) ? "GetObject" : request.Method,
        var target => target.Split('.')[^1],
    };

    private async Task HandleAsync(HttpContext context, Uri service)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
        var body = buffer.ToArray();
        var fault = plan.Draw(function, OperationOf(context.Request));
        switch (fault)
        {
            case Fault.Refused:
                await AnswerAsync(context, 503, "<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>");
                return;
            case Fault.Throttled:
            case Fault.ThroughputExceeded:
                var type = fault == Fault.Throttled ? "ThrottlingException" : "ProvisionedThroughputExceededException";
                await AnswerAsync(context, 400, new JsonObject { ["__type"] = $"com.amazonaws#{type}", ["message"] = "Rate exceeded" }.ToJsonString());
                return;
            case Fault.DroppedBefore:
                context.Abort();
                return;
            case Fault.KilledBefore:
                kill();
                context.Abort();
                return;
            case Fault.Late:
                await Task.Delay(Lateness, time, _stop.Token);
                break;
            case Fault.Duplicated:
                (await SendAsync(Forwarded(context.Request, service, Rewriting.DeliveredLater(body, plan))))?.Dispose();
                break;
            case Fault.Reordered:
                body = Rewriting.DeliveredLater(body, plan);
                break;
            case Fault.Unconditional:
                body = Rewriting.Unconditional(body);
                var repeat = Forwarded(context.Request, service, body);
                plan.AtEnd(async () => (await SendAsync(repeat))?.Dispose());
                break;
        }

        using var answer = await SendAsync(Forwarded(context.Request, service, body));
        if (fault == Fault.KilledAfter)
        {
            kill();
        }

        if (answer is null || fault is Fault.DroppedAfter or Fault.KilledAfter)
        {
            context.Abort();
            return;
        }

        await PassOnAsync(answer, context, half: fault == Fault.HalfAnswered);
    }

    private static HttpRequestMessage Forwarded(HttpRequest request, Uri service, byte[] body)
    {
        var target = request.HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var address = new Uri(
            service.GetLeftPart(UriPartial.Authority) + target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        var forwarded = new HttpRequestMessage(new(request.Method), address) { Content = new ByteArrayContent(body) };
        foreach (var (name, values) in request.Headers.Where(header => !Hops.Contains(header.Key)))
        {
            if (!forwarded.Headers.TryAddWithoutValidation(name, values.ToArray()))
            {
                forwarded.Content.Headers.TryAddWithoutValidation(name, values.ToArray());
            }
        }

        return forwarded;
    }

    /// <summary>Never cut short by the function's end: a request that was sent arrives.</summary>
    /// <returns>Null where the service is gone.</returns>
    private async Task<HttpResponseMessage?> SendAsync(HttpRequestMessage request)
    {
        try
        {
            return await _http.SendAsync(request, _stop.Token);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static async Task PassOnAsync(HttpResponseMessage answer, HttpContext context, bool half)
    {
        var body = await answer.Content.ReadAsByteArrayAsync();
        var response = context.Response;
        response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => !Hops.Contains(header.Key)))
        {
            response.Headers[name] = values.ToArray();
        }

        if (answer.StatusCode is not (HttpStatusCode.NoContent or HttpStatusCode.NotModified))
        {
            response.ContentLength = body.Length;
        }

        await response.Body.WriteAsync(half ? body.AsMemory(0, body.Length / 2) : body, context.RequestAborted);
        if (half)
        {
            await response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
        }
    }

    private static Task AnswerAsync(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = body[0] == '<' ? "application/xml" : "application/x-amz-json-1.0";
        return context.Response.WriteAsync(body);
    }
}
