using System.Diagnostics;
using System.Text.RegularExpressions;
using ImageClassification.Runner;

namespace ImageClassification.Pipeline.Tests;

/// <summary>Blocks of README and docs that are marked to be run: ```sh run. They run in the repository's root.</summary>
[Collection(DevCommand.StartsPipeline)]
public sealed partial class DocumentedCommandTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Blocks =>
    [
        .. from file in Directory.EnumerateFiles(Path.Combine(PipelineOptions.FindRoot(), "docs"), "*.md", SearchOption.AllDirectories)
            .Append(Path.Combine(PipelineOptions.FindRoot(), "README.md"))
           from Match block in Block().Matches(File.ReadAllText(file))
           select (Path.GetFileName(file), block.Groups[1].Value),
    ];

    [Theory]
    [MemberData(nameof(Blocks))]
    public async Task A_block_that_is_marked_to_be_run_runs(string page, string block)
    {
        var (exitCode, output) = await RunAsync(block);

        exitCode.ShouldBe(0, $"{page}:\n{block}\n{output}");
    }

    [Theory]
    [InlineData("./dev cost --images 0")]
    [InlineData("./dev no-such-verb\ntrue")]
    [InlineData("false | true")]
    public async Task A_block_with_a_command_that_fails_is_found(string block) => (await RunAsync(block)).ExitCode.ShouldNotBe(0);

    /// <summary>By what is built already: ./dev would build while tests run.</summary>
    private static async Task<(int ExitCode, string Output)> RunAsync(string block)
    {
        var dev = DevCommand.Start();
        var script = $"set -euo pipefail\n{block.Replace("./dev ", $"{dev.FileName} '{dev.ArgumentList[0]}' ", StringComparison.Ordinal)}\n";
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-c", $"exec 2>&1\n{script}"])
        {
            WorkingDirectory = PipelineOptions.FindRoot(),
            RedirectStandardOutput = true,
        })!;
        var output = await bash.StandardOutput.ReadToEndAsync(Cancellation);
        await bash.WaitForExitAsync(Cancellation);
        return (bash.ExitCode, output);
    }

    [GeneratedRegex("^```sh run\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();
}
