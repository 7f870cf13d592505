using System.Net;
using System.Text.Json;
using ImageClassification.Classifier.Http;
using ImageClassification.Classifier.Serve;
using ImageClassification.Classifier.Tests.Http;
using ImageClassification.Inference.Classification;
using ImageClassification.Testing;
using Microsoft.Extensions.Logging;

namespace ImageClassification.Classifier.Tests.Serve;

/// <summary>The server on a free port of this machine.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    public const int MaxBytes = 1 << 20;

    private readonly CancellationTokenSource _stop = new();
    private readonly OpenMetrics _text;
    private readonly Server _server;
    private readonly Task _running;

    /// <param name="model">Answers.</param>
    /// <param name="places">Requests that are taken at a time.</param>
    /// <param name="patience">Once it is told to stop.</param>
    /// <param name="isAzure">As under Azure Functions.</param>
    /// <param name="loading">What loads the model; null where it is there.</param>
    public TestServer(ImageClassifier model, int places = 10, TimeSpan? patience = null, bool isAzure = false, Task? loading = null)
    {
        var options = new ServeOptions
        {
            Classify = new()
            {
                ModelsDirectory = "models",
                Model = model.Identity.Name,
                Bucket = Caller.Bucket,
                MaxObjectBytes = MaxBytes,
                MaxImagePixels = 64_000_000,
                AllowHttpUrls = false,
                AllowLoopbackUrls = false,
            },
            Port = 0,
            IsAzure = isAzure,
            Parallelism = places,
            QueueLength = 0,
            HeldBytes = 1L << 30,
            Patience = patience ?? TimeSpan.FromSeconds(60),
        };
        Turns = new SemaphoreSlim(places);
        _text = new OpenMetrics(Log.Meter);
        var function = LoadAsync();
        var requests = new Requests(options, function, _text, new ServeMetrics(Log.Meter), TimeProvider.System, Log.Logs.CreateLogger<Requests>());
        _server = new Server(options, Log.Logs);
        _running = _server.RunAsync(requests, function, _stop.Token);
        Http = new() { BaseAddress = _server.Address };

        async Task<ClassifyFunction> LoadAsync()
        {
            await (loading ?? Task.CompletedTask);
            return ClassifyFunction.Compose(options.Classify, Dns.GetHostAddressesAsync, new(S3), model, Log.Logs, Log.Meter, TimeProvider.System, Turns);
        }
    }

    public static ApiDescription Description { get; } = new(Text("openapi.json"));

    public FunctionLog Log { get; } = new();

    public FakeS3 S3 { get; } = new();

    public HttpClient Http { get; }

    /// <summary>Who takes them all has every picture wait.</summary>
    public SemaphoreSlim Turns { get; }

    /// <summary>Ends when the server has.</summary>
    public Task Running => _running;

    public static string Text(string resource)
    {
        using var file = new StreamReader(typeof(Server).Assembly.GetManifestResourceStream(resource)!);
        return file.ReadToEnd();
    }

    public void Stop() => _stop.Cancel();

    public Task<HttpResponseMessage> PostAsync(byte[] body, string contentType = "image/jpeg", params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/classify")
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new(contentType) } },
        };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> GetAsync(string path) => Http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    /// <summary>The answer, which is as described.</summary>
    public static async Task<(int Status, string Body)> ReadAsync(string operation, Task<HttpResponseMessage> answering)
    {
        using var answer = await answering;
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Description.Faults(operation, (int)answer.StatusCode, answer.Content.Headers.ContentType!.MediaType!, body).ShouldBeEmpty();
        return ((int)answer.StatusCode, body);
    }

    public static async Task<(int Status, JsonElement Body)> ClassifiedAsync(Task<HttpResponseMessage> answering)
    {
        var (status, body) = await ReadAsync("POST /classify", answering);
        return (status, JsonDocument.Parse(body).RootElement);
    }

    /// <summary>Waits until so many requests have come and none of them is answered.</summary>
    public async Task InFlightAsync(int requests)
    {
        while (!(await Http.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken))
            .Contains($"http_requests_in_flight {requests + 1}\n", StringComparison.Ordinal))
        {
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Stop();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Http.Dispose();
        _server.Dispose();
        _text.Dispose();
        S3.Dispose();
        Log.Dispose();
        Turns.Dispose();
        _stop.Dispose();
    }
}
