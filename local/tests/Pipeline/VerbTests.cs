using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ImageClassification.Runner;

namespace ImageClassification.Pipeline.Tests;

/// <summary>The manners of every verb of ./dev.</summary>
[Collection(DevCommand.StartsPipeline)]
public sealed class VerbTests
{
    private static readonly string[] Hat = [Path.Combine(PipelineFixture.Samples, "hat")];

    private static string UpFile => Path.Combine(PipelineOptions.FindRoot(), "artifacts", "local", "up.json");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_verb_explains_itself_offers_JSON_and_refuses_wrong_arguments()
    {
        var verbs = await DevCommand.VerbsAsync();

        verbs.Count.ShouldBeGreaterThan(9);
        foreach (var (verb, help) in verbs)
        {
            help.ShouldContain("Examples:\n  ./dev", customMessage: help);
            help.ShouldContain("Exit codes:", customMessage: help);
            if (verb is not [.., "model"])
            {
                help.ShouldContain("--json", customMessage: help);
            }

            (await DevCommand.RunAsync(endpoints: null, [.. verb, "--no-such-option", "stray"])).ExitCode.ShouldBe(2, string.Join(' ', verb));
        }
    }

    [Fact]
    public async Task A_wrong_argument_ends_with_2_and_its_error_as_JSON_where_that_is_asked_for()
    {
        var (exitCode, output) = await DevCommand.RunAsync(endpoints: null, "model", "check", "no-such-model", "--json");

        exitCode.ShouldBe(2);
        output.ShouldStartWith("{\n  \"error\": \"There is no model no-such-model in ");
    }

    [Fact]
    public async Task Without_HOME_it_is_HOME_that_is_missing_and_not_the_SDK()
    {
        var start = new ProcessStartInfo(Path.Combine(PipelineOptions.FindRoot(), "dev"), ["--help"]) { RedirectStandardError = true };
        start.Environment.Remove("HOME");
        using var dev = Process.Start(start)!;

        var error = await dev.StandardError.ReadToEndAsync(Cancellation);

        error.ShouldStartWith("HOME is not set");
    }

    [Theory]
    [InlineData("localhost:5050", "AWS_ENDPOINT_URL must be an address such as http://127.0.0.1:5050, and is localhost:5050.")]
    [InlineData("http://127.0.0.1:9", "What AWS_ENDPOINT_URL names does not answer: Connection refused (127.0.0.1:9). Start it, or unset the variable.")]
    public async Task An_emulator_that_is_not_there_is_named_by_the_variable(string url, string expected)
    {
        var start = DevCommand.Start("demo", "--json");
        start.Environment["AWS_ENDPOINT_URL"] = url;
        using var dev = Process.Start(start)!;

        var output = await dev.StandardOutput.ReadToEndAsync(Cancellation);

        ((string?)JsonNode.Parse(output)!["error"]).ShouldBe(expected);
    }

    [Fact]
    public async Task A_folder_for_data_and_an_emulator_exclude_each_other()
    {
        var start = DevCommand.Start("up", "--data", Path.GetTempPath(), "--json");
        start.Environment["AWS_ENDPOINT_URL"] = "http://127.0.0.1:9";
        using var dev = Process.Start(start)!;

        var output = await dev.StandardOutput.ReadToEndAsync(Cancellation);
        await dev.WaitForExitAsync(Cancellation);

        dev.ExitCode.ShouldBe(2, output);
        ((string?)JsonNode.Parse(output)!["error"])!.ShouldStartWith("--data keeps what the embedded services have. Omit it, or unset AWS_ENDPOINT_URL.");
    }

    [Fact]
    public async Task Hidden_folders_are_not_predicted()
    {
        var folder = Directory.CreateTempSubdirectory();
        foreach (var name in new[] { "1.jpg", ".thumbs/1.jpg", ".hidden.jpg" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder.FullName, name))!);
            File.Copy(Path.Combine(Hat[0], "hat-1.jpg"), Path.Combine(folder.FullName, name));
        }

        var (_, output) = await DevCommand.RunAsync(endpoints: null, "model", "predict", "--model", "clothing", "--json", folder.FullName);
        folder.Delete(recursive: true);

        JsonNode.Parse(output)!.AsArray().ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("./dev model current needs <batch>: The batch's name. ./dev model current --help says more.", "model", "current")]
    [InlineData("./dev model evaluate needs <source>: A folder with a folder for each label ", "model", "evaluate", "clothing")]
    public async Task A_missing_argument_is_named(string expected, params string[] arguments)
    {
        var (exitCode, output) = await DevCommand.RunAsync(endpoints: null, [.. arguments, "--json"]);

        exitCode.ShouldBe(2);
        ((string?)JsonNode.Parse(output)!["error"]).ShouldNotBeNull().ShouldStartWith(expected);
    }

    [Fact]
    public async Task A_file_whose_name_is_not_UTF8_is_named()
    {
        var folder = Directory.CreateTempSubdirectory();
        using (var touch = Process.Start("sh", ["-c", """touch "$1/gr$(printf '\366')n.jpg" || true""", "sh", folder.FullName]))
        {
            await touch.WaitForExitAsync(Cancellation);
        }

        Assert.SkipUnless(folder.EnumerateFiles().Any(), "This file system takes UTF-8 only.");

        var (exitCode, output) = await DevCommand.RunAsync(endpoints: null, "model", "predict", "--model", "clothing", "--json", folder.FullName);
        Process.Start("rm", ["-r", folder.FullName]).Dispose(); // .NET cannot delete it

        exitCode.ShouldBe(1);
        ((string?)JsonNode.Parse(output)!["error"]).ShouldBe($"The name of {folder.FullName}/gr\uFFFDn.jpg is not UTF-8. Rename it; convmv renames whole folders.");
    }

    [Fact]
    public async Task A_folder_that_another_pipeline_uses_is_refused()
    {
        var folder = Directory.CreateTempSubdirectory();
        using (File.Open(Path.Combine(folder.FullName, "lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            var (exitCode, output) = await DevCommand.RunAsync(endpoints: null, "up", "--data", folder.FullName, "--json");

            exitCode.ShouldBe(1);
            output.ShouldContain($"The folder {folder.FullName} cannot be used for data. Stop the pipeline that uses it, or choose another folder.");
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_second_up_leaves_the_other_verbs_to_the_first_and_says_so()
    {
        var first = await WriteUpFileAsync(Environment.ProcessId);

        var (error, kept) = await UpAsync();

        error.ShouldContain("Other commands use the pipeline at http://127.0.0.1:3999/");
        kept.ShouldBe(first);
        File.Exists(UpFile).ShouldBeTrue();
        File.Delete(UpFile);
    }

    [Fact]
    public async Task What_a_killed_up_has_left_behind_misleads_nobody()
    {
        await WriteUpFileAsync(processId: int.MaxValue);

        var export = await DevCommand.RunAsync(endpoints: null, "export", "trip", "--output", Path.GetTempFileName(), "--json");
        var (error, kept) = await UpAsync();

        export.ExitCode.ShouldBe(1);
        export.Output.ShouldContain("No pipeline is running");
        error.ShouldNotContain("Other commands");
        kept.ShouldNotContain("3999");
        File.Exists(UpFile).ShouldBeFalse();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(int.MaxValue)]
    public async Task When_the_first_up_has_ended_the_other_verbs_use_the_one_that_remains(int? processId)
    {
        var beside = $"{UpFile}.{Environment.ProcessId}";
        await WriteUpFileAsync(Environment.ProcessId);
        File.Move(UpFile, beside, overwrite: true);
        if (processId is { } killed)
        {
            await WriteUpFileAsync(killed);
        }

        var current = await DevCommand.RunAsync(endpoints: null, "model", "current", "trip", "--json");

        File.Delete(beside);
        File.Delete(UpFile);
        current.ExitCode.ShouldBe(1);
        current.Output.ShouldContain("http://127.0.0.1:3999/ does not answer");
    }

    [Theory]
    [InlineData("../stray")]
    [InlineData("a/b")]
    [InlineData(".hidden")]
    [InlineData("")]
    public async Task A_models_name_is_no_path(string name)
    {
        var (exitCode, output) = await DevCommand.RunAsync(
            endpoints: null, "model", "new", name, "--from", Path.Combine(PipelineOptions.FindRoot(), "models", "clothing", "model.onnx"), "--json");

        exitCode.ShouldBe(2);
        JsonDocument.Parse(output).RootElement.GetProperty("error").GetString()!.ShouldStartWith("name must be letters, digits,");
    }

    private static async Task<string> WriteUpFileAsync(int processId)
    {
        var addresses = string.Join(',', new[] { "api", "s3", "sqs", "dynamoDb" }.Select(name => $"\"{name}\":\"http://127.0.0.1:3999/\""));
        var content = $$"""{{{addresses}},"bucket":"images","processId":{{processId}}}""";
        Directory.CreateDirectory(Path.GetDirectoryName(UpFile)!);
        await File.WriteAllTextAsync(UpFile, content, Cancellation);
        return content;
    }

    /// <returns>What ./dev up wrote to standard error, and what the file held while it ran.</returns>
    private static async Task<(string Error, string File)> UpAsync()
    {
        using var up = Process.Start(DevCommand.Start("up", "--json"))!;
        var error = up.StandardError.ReadToEndAsync(Cancellation);
        await up.StandardOutput.ReadLineAsync(Cancellation); // it runs
        var file = await File.ReadAllTextAsync(UpFile, Cancellation);
        using var end = Process.Start("kill", ["-INT", $"{up.Id}"]);
        await up.WaitForExitAsync(Cancellation);
        return (await error, file);
    }

    [Fact]
    public async Task A_table_in_a_file_has_no_colours()
    {
        var (exitCode, output) = await DevCommand.RunAsync(endpoints: null, ["model", "predict", "--model", "clothing", .. Hat]);

        exitCode.ShouldBe(0);
        output.ShouldContain("hat-1.jpg");
        output.ShouldNotContain("\u001b");
    }

    [Fact]
    public async Task A_binary_export_is_not_written_to_a_terminal()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "script gives a command a terminal.");
        var dev = DevCommand.Start();
        var command = $"{dev.FileName} '{dev.ArgumentList[0]}' export trip --format Parquet";
        using var script = Process.Start(new ProcessStartInfo("/usr/bin/script", ["-qec", command, "/dev/null"]) { RedirectStandardOutput = true })!;

        var output = await script.StandardOutput.ReadToEndAsync(Cancellation);
        await script.WaitForExitAsync(Cancellation);

        output.ShouldContain("--format parquet needs --output");
        script.ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task The_demonstration_s_JSON_has_every_prediction_and_nothing_before_it()
    {
        var (exitCode, output) = await DevCommand.RunAsync(endpoints: null, ["demo", "--json", .. Hat]);

        exitCode.ShouldBe(0);
        var result = JsonNode.Parse(output)!;
        result["missing"]!.AsArray().ShouldBeEmpty();
        result["predictions"]!.AsArray().ShouldAllBe(prediction => (string)prediction!["label"]! == "hat");
    }

    [Fact]
    public async Task The_demonstration_goes_on_without_a_file_that_cannot_be_opened_and_names_it()
    {
        var folder = Directory.CreateTempSubdirectory();
        File.Copy(Path.Combine(Hat[0], "hat-1.jpg"), Path.Combine(folder.FullName, "1.jpg"));
        File.CreateSymbolicLink(Path.Combine(folder.FullName, "gone.jpg"), "nowhere.jpg");

        var (exitCode, output) = await DevCommand.RunAsync(endpoints: null, "demo", "--json", folder.FullName);
        folder.Delete(recursive: true);

        exitCode.ShouldBe(1, output);
        var result = JsonNode.Parse(output)!;
        ((int)result["uploaded"]!, (int)result["predicted"]!).ShouldBe((1, 1));
        ((string?)result["missing"]!.AsArray().ShouldHaveSingleItem()).ShouldEndWith("/gone.jpg");
    }

    [Fact]
    public async Task The_sample_event_with_a_URL_needs_neither_Docker_nor_a_network()
    {
        var (exitCode, output) = await DevCommand.RunAsync(
            endpoints: null, "invoke", "Classify", "--event", Path.Combine(PipelineOptions.FindRoot(), "tests", "events", "classify-url.json"));

        exitCode.ShouldBe(0);
        JsonNode.Parse(output)!["label"]!.ToString().ShouldBe("dress");
    }

    [Theory]
    [InlineData(1, "demo")]
    [InlineData(1000, "model", "predict", "--model", "clothing")]
    public async Task An_interrupted_verb_ends_with_130(int repeats, params string[] verb)
    {
        using var process = Process.Start(DevCommand.Start([.. verb, .. Enumerable.Repeat(Hat[0], repeats)]))!;
        await process.StandardError.ReadLineAsync(Cancellation);

        using var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);

        await process.WaitForExitAsync(Cancellation);
        process.ExitCode.ShouldBe(130);
    }
}
