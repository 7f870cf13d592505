using System.Diagnostics;
using System.Text.Json;
using ImageClassification.Runner;
using ImageClassification.Runner.Aws;

namespace ImageClassification.Cli;

/// <summary>
/// artifacts/local/up.json, where a running <c>./dev up</c> tells other verbs its addresses. Those that start after it write beside it,
/// and are used when it has ended.
/// </summary>
internal sealed class UpFile : IDisposable
{
    private readonly string _beside;

    /// <param name="ours">The pipeline that has just started.</param>
    public UpFile(UpResult ours)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        var isFirst = Read() is null;
        _beside = $"{FilePath}.{ours.ProcessId}";
        File.WriteAllBytes(_beside, JsonSerializer.SerializeToUtf8Bytes(ours, CliJson.Default.UpResult));
        if (isFirst)
        {
            File.Delete(FilePath);
            try
            {
                File.Move(_beside, FilePath);
            }
            catch (IOException)
            {
                // Of two that start at once, one is first.
            }
        }

        Used = Read() ?? ours;
        IsOurs = Used.ProcessId == ours.ProcessId;
    }

    /// <summary>False where another pipeline runs already: other verbs stay with that one.</summary>
    public bool IsOurs { get; }

    /// <summary>The pipeline that other verbs use.</summary>
    public UpResult Used { get; }

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
        File.Delete(_beside);
        if (IsOurs)
        {
            File.Delete(FilePath);
        }
    }

    /// <returns>Null where no pipeline runs: the file of a killed one stays, and its port may be another process's now.</returns>
    private static UpResult? Read() => Read(FilePath)
        ?? Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!).EnumerateFiles("up.json.*").Select(file => Read(file.FullName)).FirstOrDefault(up => up is not null);

    private static UpResult? Read(string path)
    {
        try
        {
            var up = JsonSerializer.Deserialize(File.ReadAllBytes(path), CliJson.Default.UpResult)!;
            using var process = Process.GetProcessById(up.ProcessId);
            return up;
        }
        catch (Exception exception) when (exception is IOException or JsonException or ArgumentException)
        {
            return null;
        }
    }
}
