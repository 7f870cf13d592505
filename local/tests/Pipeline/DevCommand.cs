using System.Diagnostics;
using System.Text.RegularExpressions;
using ImageClassification.Runner;
using ImageClassification.Runner.Aws;

namespace ImageClassification.Pipeline.Tests;

/// <summary>A verb of ./dev as a process.</summary>
internal static partial class DevCommand
{
    /// <summary>Verbs that start a pipeline write the same logs, so their tests run one after the other.</summary>
    public const string StartsPipeline = "Starts a pipeline";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static ProcessStartInfo Start(params string[] arguments)
    {
        var cli = Path.Combine(
            PipelineOptions.FindRoot(), "local", "Cli", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "dev.dll");
        return new("dotnet", [cli, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
    }

    /// <summary>Every verb with its help, as far as the help itself lists them.</summary>
    public static async Task<List<(string[] Verb, string Help)>> VerbsAsync(params string[] verb)
    {
        var (exitCode, help) = await RunAsync(endpoints: null, [.. verb, "--help"]);
        exitCode.ShouldBe(0);
        List<(string[], string)> verbs = verb is [] ? [] : [(verb, help)];
        foreach (Match below in Verb().Matches(Commands().Match(help).Value))
        {
            verbs.AddRange(await VerbsAsync([.. verb, below.Groups[1].Value]));
        }

        return verbs;
    }

    /// <summary>Runs it with these services, or with its own where there are none.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(Endpoints? endpoints, params string[] arguments)
    {
        var start = Start(arguments);
        if (endpoints is not null)
        {
            start.Environment["AWS_ENDPOINT_URL_S3"] = endpoints.S3.ToString();
            start.Environment["AWS_ENDPOINT_URL_SQS"] = endpoints.Sqs.ToString();
            start.Environment["AWS_ENDPOINT_URL_DYNAMODB"] = endpoints.DynamoDb.ToString();
        }

        using var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, line) => TestContext.Current.SendDiagnosticMessage(line.Data ?? "");
        process.BeginErrorReadLine();
        var output = await process.StandardOutput.ReadToEndAsync(Cancellation);
        TestContext.Current.SendDiagnosticMessage(output);
        await process.WaitForExitAsync(Cancellation);
        return (process.ExitCode, output);
    }

    [GeneratedRegex(@"(?<=^Commands:\n)(^  .*\n)+", RegexOptions.Multiline)]
    private static partial Regex Commands();

    [GeneratedRegex(@"^  (\w+)", RegexOptions.Multiline)]
    private static partial Regex Verb();
}
