using System.CommandLine;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ImageClassification.Cli.Model;
using ImageClassification.Contracts;
using ImageClassification.Runner;
using Spectre.Console;

namespace ImageClassification.Cli.Transfer;

internal static class BackfillCommand
{
    private const int MostIdle = 3;

    public static Command Create()
    {
        var prefix = new Option<string?>("--prefix")
        {
            Description = "Keys in the bucket: "
            + "uploads/BATCH/, a longer prefix, or uploads/ for every batch.",
            HelpName = "text"
        };
        var manifest = new Option<string?>("--manifest")
        {
            Description = "The key of a list of images, under manifests/ in the stack's data bucket. "
            + "For S3 Inventory, its manifest.json.",
            HelpName = "text"
        };
        var model = new Option<string?>("--model") { Description = "Classify by this model, a folder of models/; the batch's by default." }.Must(
            "model", ModelsFolder.FaultOfName);
        var restart = new Option<bool>("--restart") { Description = "Start over where the same backfill was interrupted. It continues by default." };
        var json = Screen.JsonOption();
        var api = new ApiOption();
        var command = new Command("backfill", """
            Classify the images that are already in the bucket, or classify them again by another model. Safe to repeat.
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
                result.AddError("Name either --prefix or --manifest, and not both.");
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var http = await api.ConnectAsync(parsed, cancellationToken);
            var request = new JsonObject { ["prefix"] = parsed.GetValue(prefix), ["manifest"] = parsed.GetValue(manifest), ["model"] = parsed.GetValue(model) };
            var batch = BatchName.Of(parsed.GetValue(prefix) ?? ""); // of a manifest, each key says its batch
            var resume = new ResumeFile($"{http.BaseAddress} {batch} {request.ToJsonString()}");
            if (parsed.GetValue(restart))
            {
                resume.Cursor = null;
            }
            else if (resume.Cursor is { } cursor)
            {
                await Console.Error.WriteLineAsync($"Continues after {cursor}. --restart starts over.");
            }

            var path = $"/batches/{Uri.EscapeDataString(batch)}/backfill";
            var isResumed = resume.Cursor is not null;
            var result = await Screen.Progress.Status().StartAsync(
                "Queueing …", status => RunAsync(http, path, request, resume, text => status.Status = text, cancellationToken));
            if (result.Reason is { } reason && parsed.GetValue(prefix)?.StartsWith(ImagePrefix.Text, StringComparison.Ordinal) == false)
            {
                result = result with { Reason = $"{reason} The images of this pipeline are under \"{ImagePrefix.Text}\"." };
            }

            Screen.Write(parsed.GetValue(json), result, CliJson.Default.BackfillResult, () => Describe(result));
            return result.Queued == 0 && !isResumed ? ExitCode.Failed : ExitCode.Done;
        });
        return command;
    }

    private static void Describe(BackfillResult result)
    {
        Console.WriteLine($"{Screen.Count(result.Queued, "image")} queued, {result.Skipped:N0} {(result.Skipped == 1 ? "entry" : "entries")} skipped.");
        foreach (var (reason, count, example) in result.SkippedBecause)
        {
            Console.WriteLine($"  {count:N0}: {reason}, such as {example}");
        }

        if (result.Reason is { } why)
        {
            Console.WriteLine($"{why}{(result.Folders is { Count: > 0 } folders ? $" In the bucket there are {string.Join(", ", folders)}." : "")}");
        }
    }

    private static async Task<BackfillResult> RunAsync(
        HttpClient http, string path, JsonObject request, ResumeFile resume, Action<string> report, CancellationToken cancellationToken)
    {
        var result = new BackfillResult(0, 0, []);
        var watch = Stopwatch.StartNew();
        double? began = null;
        var idle = 0;
        do
        {
            request["cursor"] = resume.Cursor;
            var slice = await PostAsync(http, path, request, cancellationToken);
            result = result.With(slice);
            var next = (string?)slice["nextCursor"];
            idle = next is not null && next == (resume.Cursor ?? "") ? idle + 1 : 0;
            resume.Cursor = next;
            var done = (double?)slice["done"];
            began ??= done;
            report(Progress(result, watch.Elapsed, began, done));
            if (idle == MostIdle)
            {
                throw new LocalException("The API makes no progress: one request is too short. "
                    + "A compressed manifest is read from its beginning each time: leave it uncompressed, or split it.");
            }
        }
        while (resume.Cursor is not null);
        return result;
    }

    /// <param name="began">How much of a manifest was read with the first slice.</param>
    /// <param name="done">How much is by now.</param>
    private static string Progress(BackfillResult result, TimeSpan elapsed, double? began, double? done)
    {
        var rate = (result.Queued + result.Skipped) / Math.Max(elapsed.TotalSeconds, 1);
        var remaining = done > began ? $", about {elapsed * ((1 - done.Value) / (done.Value - began.Value)):hh\\:mm\\:ss} to go" : "";
        return $"Queueing … {result.Queued:N0} images, {rate:N0} a second{(done is null ? "" : $", {done:P0}")}{remaining}";
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
            throw new LocalException($"{http.BaseAddress} does not answer: {exception.Message} Run the same command again to continue.");
        }
    }
}
