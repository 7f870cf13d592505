using System.Net.Sockets;
using System.Text.Json;
using ImageClassification.Runner;
using ImageClassification.Runner.Aws;

namespace ImageClassification.Cli;

/// <summary>artifacts/local/up.json, where a running <c>./dev up</c> tells other verbs its addresses.</summary>
internal sealed class UpFile : IDisposable
{
    public UpFile(UpResult addresses)
    {
        IsOurs = Read() is not { } other || !Answers(other.Api);
        if (IsOurs)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
            File.WriteAllBytes(FilePath, JsonSerializer.SerializeToUtf8Bytes(addresses, CliJson.Default.UpResult));
        }
    }

    /// <summary>False where another pipeline runs already: other verbs stay with that one.</summary>
    public bool IsOurs { get; }

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

    public void Dispose()
    {
        if (IsOurs)
        {
            File.Delete(FilePath);
        }
    }

    private static bool Answers(Uri address)
    {
        try
        {
            using var client = new TcpClient(address.Host, address.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static UpResult? Read() =>
        File.Exists(FilePath) ? JsonSerializer.Deserialize(File.ReadAllBytes(FilePath), CliJson.Default.UpResult) : null;
}
