using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ImageClassification.Runner;

namespace ImageClassification.Pipeline.Tests;

/// <summary>The manners of every verb of ./dev.</summary>
[Collection(DevCommand.StartsPipeline)]
public sealed partial class VerbTests
{
    private static readonly string[] Hat = [Path.Combine(PipelineFixture.Samples, "hat")];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_verb_explains_itself_offers_JSON_and_refuses_wrong_arguments()
    {
        var verbs = await VerbsAsync([]);

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
    public async Task What_cannot_be_done_ends_with_1_and_its_error_as_JSON_where_that_is_asked_for()
    {
        var (exitCode, output) = await DevCommand.RunAsync(endpoints: null, "model", "check", "no-such-model", "--json");

        exitCode.ShouldBe(1);
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

    [Fact]
    public async Task A_second_up_leaves_the_other_verbs_to_the_first()
    {
        using var first = new TcpListener(IPAddress.Loopback, 0);
        first.Start();
        var file = Path.Combine(PipelineOptions.FindRoot(), "artifacts", "local", "up.json");
        var addresses = string.Join(',', new[] { "api", "s3", "sqs", "dynamoDb" }.Select(name => $"\"{name}\":\"http://{first.LocalEndpoint}/\""));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, $$"""{{{addresses}},"bucket":"images"}""", Cancellation);

        using var second = Process.Start(DevCommand.Start("up", "--json"))!;
        var line = await second.StandardError.ReadLineAsync(Cancellation);
        while (line?.StartsWith("Starting", StringComparison.Ordinal) is true)
        {
            line = await second.StandardError.ReadLineAsync(Cancellation);
        }

        var kept = await File.ReadAllTextAsync(file, Cancellation);
        using var end = Process.Start("kill", ["-INT", $"{second.Id}"]);
        await second.WaitForExitAsync(Cancellation);

        line!.ShouldStartWith("Another pipeline is running");
        kept.ShouldStartWith("{" + addresses);
        File.Exists(file).ShouldBeTrue();
        File.Delete(file);
    }

    [Fact]
    public async Task Models_are_checked_to_the_last_and_those_that_fail_are_named()
    {
        var models = Directory.CreateTempSubdirectory("models-");
        CopyModel("insects", Path.Combine(models.FullName, "fine"));
        CopyModel("insects", Path.Combine(models.FullName, "broken"));
        await File.WriteAllTextAsync(Path.Combine(models.FullName, "broken", "model.json"), "{", TestContext.Current.CancellationToken);

        var (exitCode, output) = await DevCommand.RunAsync(endpoints: null, "model", "check", "--models", models.FullName, "--json");

        exitCode.ShouldBe(1);
        var checks = JsonDocument.Parse(output).RootElement;
        checks[0].GetProperty("error").GetString()!.ShouldContain("is not valid JSON");
        checks[1].GetProperty("goldenValues").GetInt32().ShouldBe(150 * 150 * 3);
        models.Delete(recursive: true);
    }

    [Theory]
    [InlineData("../stray")]
    [InlineData("a/b")]
    [InlineData(".hidden")]
    [InlineData("")]
    public async Task A_models_name_is_no_path(string name)
    {
        var (exitCode, output) = await DevCommand.RunAsync(endpoints: null, "model", "new", name, "--from", "model.onnx", "--json");

        exitCode.ShouldBe(1);
        JsonDocument.Parse(output).RootElement.GetProperty("error").GetString()!.ShouldContain("is no name of a model");
    }

    [Fact]
    public async Task A_new_model_that_rests_on_guesses_ends_with_3_and_is_warned_of_until_they_are_accepted()
    {
        var models = Directory.CreateTempSubdirectory("models-");
        var export = Path.Combine(PipelineOptions.FindRoot(), "local", "tests", "Models", "producers", "small");

        var made = await DevCommand.RunAsync(endpoints: null, "model", "new", "small", "--from", export, "--models", models.FullName);
        var check = await DevCommand.RunAsync(endpoints: null, "model", "check", "--models", models.FullName);
        var accepted = await DevCommand.RunAsync(endpoints: null, "model", "check", "small", "--accept", "--models", models.FullName);

        made.ExitCode.ShouldBe(3);
        made.Output.ShouldContain("Uncertain:");
        (check.ExitCode, accepted.ExitCode).ShouldBe((0, 0));
        check.Output.ShouldContain("WARNING");
        accepted.Output.ShouldNotContain("WARNING");
        models.Delete(recursive: true);
    }

    private static void CopyModel(string name, string folder)
    {
        var original = Path.Combine(PipelineOptions.FindRoot(), "models", name);
        foreach (var file in Directory.EnumerateFiles(original, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(original, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
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
    public async Task The_demonstration_s_JSON_has_every_prediction_and_nothing_before_it()
    {
        var (exitCode, output) = await DevCommand.RunAsync(endpoints: null, ["demo", "--json", .. Hat]);

        exitCode.ShouldBe(0);
        var result = JsonNode.Parse(output)!;
        result["missing"]!.AsArray().ShouldBeEmpty();
        result["predictions"]!.AsArray().ShouldAllBe(prediction => (string)prediction!["label"]! == "hat");
    }

    [Fact]
    public async Task An_interrupted_verb_ends_with_130()
    {
        using var demo = Process.Start(DevCommand.Start("demo", Hat[0]))!;
        await demo.StandardError.ReadLineAsync(Cancellation);

        using var kill = Process.Start("kill", ["-INT", demo.Id.ToString(CultureInfo.InvariantCulture)]);

        await demo.WaitForExitAsync(Cancellation);
        demo.ExitCode.ShouldBe(130);
    }

    /// <summary>The verb's own help and that of those below it, as far as the help itself lists them.</summary>
    private static async Task<List<(string[] Verb, string Help)>> VerbsAsync(string[] verb)
    {
        var (exitCode, help) = await DevCommand.RunAsync(endpoints: null, [.. verb, "--help"]);
        exitCode.ShouldBe(0);
        List<(string[], string)> verbs = verb is [] ? [] : [(verb, help)];
        foreach (Match below in Verb().Matches(Commands().Match(help).Value))
        {
            verbs.AddRange(await VerbsAsync([.. verb, below.Groups[1].Value]));
        }

        return verbs;
    }

    [GeneratedRegex(@"(?<=^Commands:\n)(^  .*\n)+", RegexOptions.Multiline)]
    private static partial Regex Commands();

    [GeneratedRegex(@"^  (\w+)", RegexOptions.Multiline)]
    private static partial Regex Verb();
}
