using System.CommandLine;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ImageClassification.Cli.Transfer;
using ImageClassification.Runner;

namespace ImageClassification.Cli.Model;

internal static class CurrentCommand
{
    public static Command Create()
    {
        var batch = new Argument<string>("batch") { Description = "The batch's name." }.MustBeBatch();
        var version = new Argument<string?>("version")
        {
            Description = "The model version to choose, as name@version.",
            Arity = ArgumentArity.ZeroOrOne
        }.MustBeModelVersion();
        var json = Screen.JsonOption();
        var api = new ApiOption();
        var command = new Command("current", """
            Show or set a batch's current model version.
            Needs a running ./dev up, or the address of a deployed API.
            """) { batch, version, json, api };
        command.AddExamples("./dev model current trip", "./dev model current trip clothing@1");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var http = await api.ConnectAsync(parsed, cancellationToken);
            var summary = await AskAsync(http, parsed.GetRequiredValue(batch), parsed.GetValue(version), cancellationToken);
            Screen.Write(parsed.GetValue(json), summary, CliJson.Default.JsonObject, () => Write(summary));
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<JsonObject> AskAsync(HttpClient http, string batch, string? version, CancellationToken cancellationToken)
    {
        var path = $"/batches/{Uri.EscapeDataString(batch)}";
        try
        {
            using var response = version is null
                ? await http.GetAsync(path, cancellationToken)
                : await http.PutAsJsonAsync($"{path}/current", new JsonObject { ["model"] = version }, CliJson.Default.JsonObject, cancellationToken);
            var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!.AsObject();
            return response.IsSuccessStatusCode ? answer : throw new LocalException($"{(int)response.StatusCode}: {answer["detail"] ?? answer["message"]}");
        }
        catch (HttpRequestException exception)
        {
            throw new LocalException($"{http.BaseAddress} does not answer: {exception.Message}");
        }
    }

    private static void Write(JsonObject summary)
    {
        var (done, missing) = ((int)summary["classified"]! + (int)summary["failed"]!, (int)summary["missing"]!);
        Console.WriteLine($"Current version of {summary["batch"]}: {summary["current"]}, {done:N0} of {done + missing:N0} images.");
        foreach (var other in summary["models"]!.AsArray().Select(model => (string)model!).Where(model => model != (string?)summary["current"]))
        {
            Console.WriteLine($"Also scored by {other}.");
        }
    }
}
