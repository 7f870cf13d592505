using System.CommandLine;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ImageClassification.Contracts;
using ImageClassification.Runner;
using Spectre.Console;

namespace ImageClassification.Cli.Transfer;

internal static class BackfillCommand
{
    public static Command Create()
    {
        var prefix = new Option<string?>("--prefix") { Description = "What lies in the bucket under uploads/BATCH/, or under a longer prefix." };
        var manifest = new Option<string?>("--manifest") { Description = "What an object lists: its key, under manifests/ in the bucket." };
        var model = new Option<string?>("--model") { Description = "Classify by this model, a folder of models/; the batch's by default." };
        var restart = new Option<bool>("--restart") { Description = "Begin anew where the same backfill was broken off. It goes on by default." };
        var json = Screen.JsonOption();
        var api = new ApiOption();
        var command = new Command("backfill", """
            Classify what lies in the bucket already, or again by another model. Repeating does no harm.
            Needs a running ./dev up, or the address of a deployed API.
            """) { prefix, manifest, model, restart, json, api };
        command.AddExamples(
            "./dev backfill --prefix uploads/trip/",
            "./dev backfill --prefix uploads/trip/ --model insects",
            "./dev backfill --manifest manifests/inventory.csv.gz --api https://….execute-api.eu-central-1.amazonaws.com");
        command.Validators.Add(result =>
        {
            if (result.GetValue(prefix) is null == result.GetValue(manifest) is null)
            {
                result.AddError("Name either --prefix or --manifest.");
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var http = api.Connect(parsed);
            var request = new JsonObject { ["prefix"] = parsed.GetValue(prefix), ["manifest"] = parsed.GetValue(manifest), ["model"] = parsed.GetValue(model) };
            var batch = BatchName.Of(parsed.GetValue(prefix) ?? ""); // of a manifest, each key says its batch
            var resume = new ResumeFile($"{http.BaseAddress} {batch} {request.ToJsonString()}");
            if (parsed.GetValue(restart))
            {
                resume.Cursor = null;
            }
            else if (resume.Cursor is { } cursor)
            {
                await Console.Error.WriteLineAsync($"Goes on behind {cursor}. With --restart it begins anew.");
            }

            var path = $"/batches/{Uri.EscapeDataString(batch)}/backfill";
            var result = await Screen.Progress.Status().StartAsync(
                "Queueing …", status => RunAsync(http, path, request, resume, text => status.Status = text, cancellationToken));
            Screen.Write(
                parsed.GetValue(json), result, CliJson.Default.BackfillResult,
                () => Console.WriteLine($"{result.Queued:N0} pictures queued, {result.Skipped:N0} entries skipped."));

            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<BackfillResult> RunAsync(
        HttpClient http, string path, JsonObject request, ResumeFile resume, Action<string> report, CancellationToken cancellationToken)
    {
        var result = new BackfillResult(0, 0);
        do
        {
            request["cursor"] = resume.Cursor;
            var slice = await PostAsync(http, path, request, cancellationToken);
            result = new(result.Queued + (int)slice["queued"]!, result.Skipped + (int)slice["skipped"]!);
            resume.Cursor = (string?)slice["nextCursor"];
            report($"Queueing … {result.Queued:N0} pictures");
        }
        while (resume.Cursor is not null);
        return result;
    }

    private static async Task<JsonNode> PostAsync(HttpClient http, string path, JsonObject request, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.PostAsJsonAsync(path, request, CliJson.Default.JsonObject, cancellationToken);
            var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!;
            return response.IsSuccessStatusCode ? answer : throw new LocalException($"{(int)response.StatusCode}: {answer["detail"] ?? answer["message"]}");
        }
        catch (HttpRequestException exception)
        {
            throw new LocalException($"{http.BaseAddress} does not answer: {exception.Message} Run the same command again to go on.");
        }
    }
}
