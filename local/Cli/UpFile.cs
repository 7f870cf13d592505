using System.Text.Json;
using ImageClassification.Runner;
using ImageClassification.Runner.Aws;

namespace ImageClassification.Cli;

/// <summary>artifacts/local/up.json, where a running <c>./dev up</c> tells other verbs its services.</summary>
internal sealed class UpFile : IDisposable
{
    public UpFile(Endpoints endpoints)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        File.WriteAllBytes(FilePath, JsonSerializer.SerializeToUtf8Bytes(endpoints, CliJson.Default.Endpoints));
    }

    private static string FilePath => Path.Combine(PipelineOptions.FindRoot(), "artifacts", "local", "up.json");

    /// <summary>The services that the environment names, else those of the running pipeline.</summary>
    public static Endpoints FindEndpoints() =>
        Endpoints.FromEnvironment()
        ?? (File.Exists(FilePath) ? JsonSerializer.Deserialize(File.ReadAllBytes(FilePath), CliJson.Default.Endpoints) : null)
        ?? throw new LocalException("No pipeline is running: start ./dev up in another terminal, or set AWS_ENDPOINT_URL.");

    public void Dispose() => File.Delete(FilePath);
}
