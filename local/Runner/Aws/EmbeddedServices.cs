using System.Diagnostics;
using System.Text.Json.Nodes;

namespace ImageClassification.Runner.Aws;

/// <summary>The Node process of local/services. It exits when our end of its standard input closes.</summary>
internal sealed class EmbeddedServices : IAsyncDisposable
{
    private readonly Process _process;

    private EmbeddedServices(Process process, Endpoints endpoints)
    {
        _process = process;
        Endpoints = endpoints;
    }

    public Endpoints Endpoints { get; }

    public int ProcessId => _process.Id;

    /// <param name="folder">local/services.</param>
    /// <param name="arguments">Of services.js.</param>
    /// <param name="log">Gets what it writes.</param>
    public static async Task<EmbeddedServices> StartAsync(
        string folder, IEnumerable<string> arguments, Action<string> log, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "fauxqs")))
        {
            throw new LocalException("The embedded AWS services are not installed: run ./dev, or `npm ci --ignore-scripts` in local/services.");
        }

        var process = Process.Start(new ProcessStartInfo(Node(folder), ["--disable-warning=ExperimentalWarning", "services.js", .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { } text)
            {
                log(text);
            }
        };
        process.BeginErrorReadLine();
        try
        {
            var ready = await process.StandardOutput.ReadLineAsync(cancellationToken)
                ?? throw new LocalException("The embedded AWS services did not start: artifacts/local/services.log says why.");
            var endpoints = JsonNode.Parse(ready)!;
            return new(process, new(UriOf("s3"), UriOf("sqs"), UriOf("dynamodb"), Embedded: true));

            Uri UriOf(string name) => new((string)endpoints[name]!);
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    /// <summary>Ends it as a crash does: at once.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        try
        {
            await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(3));
        }
        catch (TimeoutException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    /// <summary>The pinned Node, where npm installed one for this platform; else the host's.</summary>
    private static string Node(string folder) =>
        Directory.EnumerateDirectories(Path.Combine(folder, "node_modules"), "node-*")
            .SelectMany(package => Directory.EnumerateFiles(Path.Combine(package, "bin"), OperatingSystem.IsWindows() ? "node.exe" : "node"))
            .FirstOrDefault() ?? "node";
}
