using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

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
