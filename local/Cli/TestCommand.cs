using System.CommandLine;
using System.Diagnostics;
using System.Xml.Linq;
using ImageClassification.Runner;
using ImageClassification.Runner.Functions;

namespace ImageClassification.Cli;

internal static class TestCommand
{
    public static Command Create()
    {
        var filter = new Option<string?>("--filter") { Description = "Only tests whose full name contains this, or a `dotnet test` filter.", HelpName = "text" };
        var native = new Option<bool>("--native") { Description = "Only the tests that start the functions: as native programs, which are compiled first." };
        var json = Screen.JsonOption();
        var command = new Command("test", """
            Build everything and run every test. The last line counts them; a warning is a failure.
            """) { filter, native, json };
        command.AddExamples("./dev test", "./dev test --filter Sequencer", "./dev test --native");
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(filter), parsed.GetValue(native), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string? filter, bool native, bool json, CancellationToken cancellationToken)
    {
        var root = PipelineOptions.FindRoot();
        if (native)
        {
            Environment.SetEnvironmentVariable(PipelineOptions.NativeVariable, "1"); // the tests inherit it
            await NativeBuild.MakeAsync(root, Screen.Say, cancellationToken);
        }

        var results = Path.Combine(root, "artifacts", "tests");
        if (Directory.Exists(results))
        {
            Directory.Delete(results, recursive: true);
        }

        var sound = true;
        (string Projects, string? Filter)[] runs = native
            ? [("local/Local.slnx", filter), ("tests/Classifier", filter ?? "HostsTests")]
            : [("ImageClassification.slnx", filter), ("local/Local.slnx", filter)];
        foreach (var (projects, wanted) in runs)
        {
            string[] arguments = ["test", projects, "-c", "Release", "--nologo", "-v", "q",
                "-warnaserror", "--logger", "trx", "--logger", "console;verbosity=minimal"];
            string[] filtered = wanted is null ? [] : ["--filter", wanted];
            using var process = Process.Start(
                new ProcessStartInfo("dotnet", [.. arguments, .. filtered]) { WorkingDirectory = root, RedirectStandardOutput = json })!;
            if (json)
            {
                await process.StandardOutput.BaseStream.CopyToAsync(Console.OpenStandardError(), cancellationToken);
            }

            await process.WaitForExitAsync(cancellationToken);
            sound &= process.ExitCode == 0;
        }

        // Counted from the tests' own results, not from the runner's summary.
        var outcomes = (Directory.Exists(results) ? Directory.EnumerateFiles(results, "*.trx", SearchOption.AllDirectories) : [])
            .SelectMany(file => XDocument.Load(file).Descendants().Where(element => element.Name.LocalName == "UnitTestResult"))
            .CountBy(result => result.Attribute("outcome")?.Value ?? "")
            .ToDictionary();
        var passed = outcomes.GetValueOrDefault("Passed");
        var skipped = outcomes.GetValueOrDefault("NotExecuted");
        var failed = outcomes.Values.Sum() - passed - skipped;
        if (passed + failed == 0)
        {
            await Console.Error.WriteLineAsync(sound ? "No test ran: does the filter name one?" : "No test ran: the build failed.");
        }

        Screen.Write(
            json,
            new(passed, failed, skipped),
            CliJson.Default.TestResult,
            () => Console.WriteLine($"{passed} passed, {failed} failed{(skipped > 0 ? $", {skipped} skipped" : "")}"));

        return sound && failed == 0 && passed > 0 ? ExitCode.Done : ExitCode.Failed;
    }
}
