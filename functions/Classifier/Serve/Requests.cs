using System.Buffers;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;
using ImageClassification.Classifier.Http;
using ImageClassification.Hosting.Http;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace ImageClassification.Classifier.Serve;

/// <summary>Every request, from its path to its answer.</summary>
/// <param name="options">The bounds.</param>
/// <param name="function">Answers about pictures; not finished until the model is loaded.</param>
/// <param name="text">What GET /metrics answers.</param>
/// <param name="metrics">Of requests.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">For faults of ours.</param>
internal sealed class Requests(
    ServeOptions options, Task<ClassifyFunction> function, OpenMetrics text, ServeMetrics metrics, TimeProvider time, ILogger<Requests> logger)
    : IHttpApplication<HttpContext>
{
    /// <summary>Beside a body's base64: what Azure Functions' host wraps it in.</summary>
    private const int Wrapping = 64 << 10;

    /// <summary>nginx's status for callers that did not wait. It is never sent.</summary>
    private const int Gone = 499;

    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private static readonly string Description = ReadDescription();

    private readonly Admission _admission = new(options.Parallelism + options.QueueLength, options.HeldBytes);

    private int MaxImage => options.Classify.MaxObjectBytes;

    /// <summary>In bytes: the longest picture's base64.</summary>
    private long MaxBody => (MaxImage * 4L / 3) + Wrapping;

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        var (started, status, gone) = (time.GetTimestamp(), Gone, context.RequestAborted);
        metrics.Began();
        try
        {
            var isWrapped = options.IsAzure && await AzureEnvelope.IsAheadAsync(context.Request, gone);
            var answer = isWrapped ? await AnswerWrappedAsync(context.Request, gone) : await AnswerAsync(context.Request, gone);
            status = answer.StatusCode;
            await WriteAsync(context.Response, isWrapped ? AzureEnvelope.Wrap(answer) : answer, gone);
        }
        catch (Exception exception) when (gone.IsCancellationRequested && exception is OperationCanceledException or IOException)
        {
        }
        catch (BadHttpRequestException exception)
        {
            status = exception.StatusCode;
            throw; // Kestrel answers requests that are not HTTP
        }
        finally
        {
            metrics.Ended(status, time.GetElapsedTime(started));
        }
    }

    private Task<APIGatewayHttpApiV2ProxyResponse> AnswerAsync(HttpRequest request, CancellationToken gone) => RouteAsync(
        request.Method,
        request.Path,
        () => AdmittedAsync(request, body => ClassifyAsync(() => HttpBody.Read(body, request.ContentType ?? ""), gone), gone));

    private Task<APIGatewayHttpApiV2ProxyResponse> AnswerWrappedAsync(HttpRequest request, CancellationToken gone) => AdmittedAsync(
        request,
        async body =>
        {
            try
            {
                var envelope = AzureEnvelope.Read(body);
                return envelope.IsBroken
                    ? Answer.BadRequest(
                        "Azure Functions converted the image to text, which damages it. "
                        + "Send application/octet-stream, or set enableForwardingHttpRequest in host.json.",
                        RequestErrors.InvalidRequest)
                    : await RouteAsync(envelope.Method, request.Path, () => ClassifyAsync(envelope.ToRequest, gone));
            }
            catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
            {
                return Answer.BadRequest("The host's request cannot be read: Data does not contain an HTTP request.", RequestErrors.InvalidRequest);
            }
        },
        gone);

    private Task<APIGatewayHttpApiV2ProxyResponse> RouteAsync(
        string method, string path, Func<Task<APIGatewayHttpApiV2ProxyResponse>> classifyAsync) => (method, path) switch
        {
            ("POST", "/classify") => classifyAsync(),
            (_, "/classify") => Task.FromResult(Answer.MethodNotAllowed("POST")),
            (_, "/health" or "/ready" or "/metrics" or "/openapi.json") when method != "GET" => Task.FromResult(Answer.MethodNotAllowed("GET")),
            (_, "/health") => Task.FromResult(Answer.Json("""{"status":"ok"}""", 200)),
            (_, "/ready") => Task.FromResult(
                function.IsCompletedSuccessfully ? Answer.Json("""{"status":"ready"}""", 200) : Answer.Unavailable("The model is being loaded. Try again.", Moment)),
            (_, "/metrics") => Task.FromResult(Answer.Text(OpenMetrics.ContentType, text.Write(), ifNoneMatch: null)),
            (_, "/openapi.json") => Task.FromResult(Answer.Json(Description, 200)),
            _ => Task.FromResult(Answer.NotFound("There is no such path. GET /openapi.json lists them.")),
        };

    private async Task<APIGatewayHttpApiV2ProxyResponse> AdmittedAsync(
        HttpRequest request, Func<byte[], Task<APIGatewayHttpApiV2ProxyResponse>> answerAsync, CancellationToken gone)
    {
        var isJson = HttpBody.IsJson(request.ContentType ?? "");
        if (request.ContentLength > (isJson ? MaxBody : MaxImage))
        {
            return TooLarge();
        }

        // JSON names a picture as long as any, or holds one that is decoded.
        var size = (request.ContentLength ?? MaxBody) + (isJson ? MaxImage : 0);
        if (!_admission.TryEnter(size))
        {
            return Answer.TooManyRequests("The server has reached its limit of requests. Try again.", RequestErrors.TooManyRequests, Moment);
        }

        try
        {
            return await ReadAsync(request, gone) is { } body ? await answerAsync(body) : TooLarge();
        }
        finally
        {
            _admission.Leave(size);
        }
    }

    private async Task<APIGatewayHttpApiV2ProxyResponse> ClassifyAsync(Func<ClassifyRequest?> read, CancellationToken gone)
    {
        try
        {
            return await (await function.WaitAsync(gone)).AnswerAsync(read, gone);
        }
        catch (Exception exception) when (!gone.IsCancellationRequested)
        {
            logger.NotAnswered(exception);
            return Answer.ServerError();
        }
    }

    private APIGatewayHttpApiV2ProxyResponse TooLarge()
    {
        var (code, message) = RequestErrors.TooLarge(MaxImage);
        return Answer.ContentTooLarge(message, code);
    }

    /// <returns>Null for a body that does not say its length and exceeds the bound.</returns>
    private async Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken gone)
    {
        if (request.ContentLength is { } length)
        {
            var bytes = GC.AllocateUninitializedArray<byte>((int)length);
            await request.Body.ReadExactlyAsync(bytes, gone);
            return bytes;
        }

        var read = await request.BodyReader.ReadAtLeastAsync((int)MaxBody + 1, gone);
        var body = read.Buffer.Length <= MaxBody ? read.Buffer.ToArray() : null;
        request.BodyReader.AdvanceTo(read.Buffer.End);
        return body;
    }

    private static async Task WriteAsync(HttpResponse response, APIGatewayHttpApiV2ProxyResponse answer, CancellationToken gone)
    {
        var body = Encoding.UTF8.GetBytes(answer.Body);
        response.StatusCode = answer.StatusCode;
        response.ContentLength = body.Length;
        foreach (var (name, value) in answer.Headers)
        {
            response.Headers[name] = value;
        }

        await response.Body.WriteAsync(body, gone);
    }

    private static string ReadDescription()
    {
        using var file = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("openapi.json")!);
        return file.ReadToEnd();
    }
}
