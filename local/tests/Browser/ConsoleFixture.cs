using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using ImageClassification.Batches;
using ImageClassification.Browser.Tests;
using ImageClassification.Predictions;
using ImageClassification.Runner;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(ConsoleFixture))]

namespace ImageClassification.Browser.Tests;

/// <summary>The pipeline and a browser, started once for all tests. Each test has a profile and a batch of its own.</summary>
public sealed class ConsoleFixture : IAsyncLifetime
{
    private static readonly string[] Browsers = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

    private const float Patience = 60_000;

    private readonly ConcurrentQueue<string> _log = new();
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public Pipeline Pipeline { get; private set; } = null!;

    public static string Samples { get; } = Path.Combine(PipelineOptions.FindRoot(), "tests", "samples");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var browser = Browsers.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(Starts);
        if (browser is null)
        {
            return;
        }

        Pipeline = await StartPipelineAsync([]);
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(Patience);
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = browser, Args = ["--no-sandbox"] });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
            _playwright!.Dispose();
            await Pipeline.DisposeAsync();
        }
    }

    public async Task<Pipeline> StartPipelineAsync(Dictionary<string, string> parameters) => await Pipeline.StartAsync(
        new() { Root = PipelineOptions.FindRoot(), Log = (name, line) => _log.Enqueue($"{name} | {line}"), ParameterOverrides = parameters },
        Cancellation);

    /// <summary>Writes as a Classifier would.</summary>
    public PredictionWriter Writer()
    {
        var table = new PredictionTable(Pipeline.Aws.DynamoDb, "local-PredictionTable", TimeProvider.System);
        return new(table, new CheckSender(table, Pipeline.Aws.Sqs, Pipeline.Queues["WorkQueue"], Pipeline.Bucket));
    }

    /// <summary>How many labels of a batch are right, of how many, counted from the export.</summary>
    public async Task<(int Agrees, int Judged)> AgreesAsync(string batch)
    {
        using var http = new HttpClient { BaseAddress = Pipeline.Api };
        var lines = (await http.GetStringAsync(new Uri($"/batches/{batch}/export?format=jsonl", UriKind.Relative), Cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var agrees = lines.Select(line => JsonNode.Parse(line)!["agrees"]).Where(each => each is not null).Select(each => (bool)each!).ToList();
        return (agrees.Count(each => each), agrees.Count);
    }

    /// <summary>Whether it is a browser: Ubuntu's package is a script that only says how to install one.</summary>
    private static bool Starts(string browser)
    {
        if (!File.Exists(browser))
        {
            return false;
        }

        using var version = Process.Start(new ProcessStartInfo(browser, "--version") { RedirectStandardOutput = true, RedirectStandardError = true })!;
        version.WaitForExit();
        return version.ExitCode == 0;
    }

    /// <summary>A page in a fresh profile. Without a browser the test is skipped; on CI it fails.</summary>
    public async Task<ConsolePage> OpenAsync(BrowserNewContextOptions? options = null, Uri? address = null)
    {
        Assert.SkipWhen(_browser is null && Environment.GetEnvironmentVariable("CI") is null, "There is no Chromium: apt-get install chromium");
        var context = await _browser!.NewContextAsync(new(options ?? new()) { BaseURL = (address ?? Pipeline.Api).ToString(), Locale = "en-US" });
        context.SetDefaultTimeout(Patience);
        return new ConsolePage(context, await context.NewPageAsync());
    }
}
