using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Lambda.Serialization.SystemTextJson;
using ImageClassification.Classifier.Http;
using ImageClassification.Inference.Classification;
using ImageClassification.Testing;

namespace ImageClassification.Classifier.Tests.Http;

/// <summary>Calls the function as Lambda does: the event's JSON in, the answer's JSON out.</summary>
internal sealed class Caller(ImageClassifier model) : IDisposable
{
    public const string Bucket = "local-images-000000000000";
    public const int MaxBytes = 1 << 20;

    public FakeS3 S3 { get; } = new();

    /// <summary>The one that is read, if any.</summary>
    public string? Read { get; init; } = Bucket;

    public FunctionLog Log { get; } = new();

    public bool AllowHttp { get; init; }

    public bool AllowLoopback { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Answers before the machine's own resolver does.</summary>
    public Dictionary<string, string[]> Names { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>functions/Query has it, whose answers its own tests compare.</summary>
    public static ApiDescription Description { get; } = new(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "openapi.json")));

    /// <summary>POST /classify with a JSON body.</summary>
    public Task<(int Status, JsonElement Body)> PostAsync(string json) => PostAsync("application/json", json, isBase64Encoded: false);

    public async Task<(int Status, JsonElement Body)> PostAsync(string contentType, string body, bool isBase64Encoded)
    {
        var request = JsonNode.Parse(Event("http-classify-url"))!;
        request["headers"]!["content-type"] = contentType;
        request["body"] = body;
        request["isBase64Encoded"] = isBase64Encoded;
        var answer = await InvokeAsync(request.ToJsonString());
        var (status, text) = (answer.GetProperty("statusCode").GetInt32(), answer.GetProperty("body").GetString()!);
        Description.Faults("POST /classify", status, answer.GetProperty("headers").GetProperty("content-type").GetString()!, text).ShouldBeEmpty();
        return (status, JsonDocument.Parse(text).RootElement);
    }

    public async Task<JsonElement> InvokeAsync(string json)
    {
        var options = new ClassifyOptions
        {
            ModelsDirectory = "models",
            Model = model.Identity.Name,
            Bucket = Read,
            MaxObjectBytes = MaxBytes,
            MaxImagePixels = 64_000_000,
            AllowHttpUrls = AllowHttp,
            AllowLoopbackUrls = AllowLoopback,
        };
        var function = ClassifyFunction.Compose(options, ResolveAsync, new(S3), model, Log.Logs, Log.Meter, Time);
        var serializer = new SourceGeneratorLambdaJsonSerializer<ClassifyJson>();
        using var input = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json));
        using var output = new MemoryStream();
        serializer.Serialize(await function.HandleAsync(serializer.Deserialize<JsonElement>(input), TestContext.Current.CancellationToken), output);
        return JsonDocument.Parse(output.ToArray()).RootElement;
    }

    public static string Event(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "events", name + ".json"));

    public static byte[] Sample(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "samples", name));

    public void Dispose()
    {
        S3.Dispose();
        Log.Dispose();
    }

    private Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) =>
        Names.TryGetValue(host, out var addresses)
            ? Task.FromResult(Array.ConvertAll(addresses, IPAddress.Parse))
            : Dns.GetHostAddressesAsync(host, cancellationToken);
}
