using System.CommandLine;
using System.Diagnostics;
using ImageClassification.Runner;

namespace ImageClassification.Cli;

internal static class BenchCommand
{
    private const string Project = "tests/Benchmarks";

    public static Command Create()
    {
        var quick = new Option<bool>("--quick") { Description = "Run one round of each and keep no result, to see that everything runs." };
        var json = Screen.JsonOption();
        var command = new Command("bench", """
            Measure images, cold starts and the pipeline beside Node (sharp, onnxruntime-node), Pillow and the libraries alone.
            Keeps the result in docs/benchmark. Ends with 0 only if every target is met. Run it on an idle machine.
            """) { quick, json };
        command.AddExamples("./dev bench", "./dev bench --quick");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var root = PipelineOptions.FindRoot();
            string[] flags = [.. parsed.GetValue(quick) ? ["--quick"] : Array.Empty<string>(), .. parsed.GetValue(json) ? ["--json"] : Array.Empty<string>()];
            return await RunAsync(root, cancellationToken, "build", Project, "-c", "Release",
                "--nologo", "-v", "q", "-clp:ErrorsOnly") is not ExitCode.Done and var failed
                ? failed
                : await RunAsync(root, cancellationToken, [Path.Combine(Project, "bin", "Release", "net10.0", "Benchmarks.dll"), "bench", .. flags]);
        });
        return command;
    }

    private static async Task<int> RunAsync(string root, CancellationToken cancellationToken, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = root })!;
        try
        {
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
