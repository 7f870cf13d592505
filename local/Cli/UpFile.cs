using System.Text.Json;
using ImageClassification.Runner;
using ImageClassification.Runner.Aws;

namespace ImageClassification.Cli;

/// <summary>artifacts/local/up.json, where a running <c>./dev up</c> tells other verbs its addresses.</summary>
internal sealed class UpFile : IDisposable
{
    public UpFile(UpResult addresses)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        File.WriteAllBytes(FilePath, JsonSerializer.SerializeToUtf8Bytes(addresses, CliJson.Default.UpResult));
    }

    private static string FilePath => Path.Combine(PipelineOptions.FindRoot(), "artifacts", "local", "up.json");

    /// <summary>The services that the environment names, else those of the running pipeline.</summary>
    public static Endpoints FindEndpoints() =>
        Endpoints.FromEnvironment()
        ?? (Read() is { } up ? new Endpoints(up.S3, up.Sqs, up.DynamoDb, Embedded: true) : null)
        ?? throw new LocalException("No pipeline is running: start ./dev up in another terminal, or set AWS_ENDPOINT_URL.");

    /// <summary>The running pipeline's images; null where none runs here.</summary>
    public static string? FindBucket() => Read()?.Bucket;

    /// <summary>The running pipeline's HTTP API.</summary>
    public static Uri FindApi() =>
        Read()?.Api ?? throw new LocalException("No pipeline is running: start ./dev up in another terminal, or name a deployed one's --api.");

    public void Dispose() => File.Delete(FilePath);

    private static UpResult? Read() =>
        File.Exists(FilePath) ? JsonSerializer.Deserialize(File.ReadAllBytes(FilePath), CliJson.Default.UpResult) : null;
}
