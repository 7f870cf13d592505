using System.Text.Json;
using ImageClassification.Runner;

namespace ImageClassification.Pipeline.Tests;

/// <summary>./dev model check.</summary>
public sealed class CheckTests : IDisposable
{
    private readonly DirectoryInfo _models = Directory.CreateTempSubdirectory("models-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _models.Delete(recursive: true);

    [Fact]
    public async Task Models_are_checked_to_the_last_and_those_that_fail_are_named()
    {
        CopyModel("insects", Path.Combine(_models.FullName, "fine"));
        CopyModel("insects", Path.Combine(_models.FullName, "broken"));
        await File.WriteAllTextAsync(Path.Combine(_models.FullName, "broken", "model.json"), "{", Cancellation);

        var (exitCode, output) = await DevCommand.RunAsync(endpoints: null, "model", "check", "--models", _models.FullName, "--json");

        exitCode.ShouldBe(1);
        var checks = JsonDocument.Parse(output).RootElement;
        checks[0].GetProperty("error").GetString()!.ShouldContain("is not valid JSON");
        checks[1].GetProperty("goldenValues").GetInt32().ShouldBe(150 * 150 * 3);
    }

    [Theory]
    [InlineData("""{ "batches": { "bees-*": "fine" } }""", 0, "")]
    [InlineData("""{ "batches": { "birds-*": "birds" } }""", 1, "birds-* maps to the model birds, which is not in ")]
    [InlineData("""{ "batches": { "moths-*": "empty" } }""", 1, "model.json cannot be read")]
    [InlineData("birds", 1, "routing.json is not a JSON object of strings.")]
    public async Task The_routing_is_checked_with_all_models(string routing, int expected, string says)
    {
        CopyModel("insects", Path.Combine(_models.FullName, "fine"));
        _models.CreateSubdirectory("empty");
        await File.WriteAllTextAsync(Path.Combine(_models.FullName, "routing.json"), routing, Cancellation);

        var all = await DevCommand.RunAsync(endpoints: null, "model", "check", "--models", _models.FullName);
        var one = await DevCommand.RunAsync(endpoints: null, "model", "check", "fine", "--models", _models.FullName);

        all.ExitCode.ShouldBe(expected, all.Output);
        all.Output.ShouldContain(says);
        one.ExitCode.ShouldBe(0, one.Output);
    }

    [Fact]
    public async Task A_new_model_that_rests_on_guesses_ends_with_3_and_is_warned_of_until_they_are_accepted()
    {
        var export = Path.Combine(PipelineOptions.FindRoot(), "local", "tests", "Models", "producers", "small");

        var made = await DevCommand.RunAsync(endpoints: null, "model", "new", "small", "--from", export, "--models", _models.FullName);
        var check = await DevCommand.RunAsync(endpoints: null, "model", "check", "--models", _models.FullName);
        var accepted = await DevCommand.RunAsync(endpoints: null, "model", "check", "small", "--accept", "--models", _models.FullName);

        made.ExitCode.ShouldBe(3);
        made.Output.ShouldContain("Uncertain:");
        made.Output.ShouldContain($"./dev model check small --models {_models.FullName} --accept");
        made.Output.ShouldContain($"remove {Path.Combine(_models.FullName, "small")} and run this again");
        (check.ExitCode, accepted.ExitCode).ShouldBe((0, 0));
        check.Output.ShouldContain("WARNING");
        check.Output.ShouldContain($"./dev model golden small --models {_models.FullName} --image photo.jpg");
        check.Output.ShouldContain("tench; goldfish");
        accepted.Output.ShouldContain("  accepted  input.channelOrder, orientation, resize, normalization\n");
        accepted.Output.ShouldNotContain("WARNING");
    }

    [Fact]
    public async Task Golden_files_prove_what_was_guessed_about_the_tensor_and_nothing_else()
    {
        CopyModel("insects", Path.Combine(_models.FullName, "insects"));
        var questions = Path.Combine(_models.FullName, "insects", "uncertain.txt");
        await File.WriteAllLinesAsync(
            questions, ["input.channelOrder: a", "orientation: b", "resize: c", "normalization: d", "output.activation: e", "labels: f"], Cancellation);

        var (exitCode, output) = await DevCommand.RunAsync(endpoints: null, "model", "check", "--models", _models.FullName);

        exitCode.ShouldBe(0, output);
        output.ShouldContain("WARNING");
        (await File.ReadAllLinesAsync(questions, Cancellation)).ShouldBe(["orientation: b", "output.activation: e", "labels: f"]);
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
}
