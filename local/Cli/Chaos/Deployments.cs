using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ImageClassification.Runner;

namespace ImageClassification.Cli.Chaos;

/// <summary>Deploys the Classifier with another version of every model, and back, and has what is deployed score batches again.</summary>
/// <param name="pipeline">Whose Classifier.</param>
/// <param name="models">The folder of the models.</param>
/// <param name="others">A folder for the same models under another version.</param>
internal sealed class Deployments(Pipeline pipeline, string models, string others)
{
    private Task _last = Task.CompletedTask;

    /// <summary>Begins a deployment; returns when the one before has ended.</summary>
    public async Task BeginAsync(bool other, CancellationToken cancellationToken)
    {
        await _last;
        if (!Directory.Exists(others))
        {
            Copy();
        }

        _last = pipeline.DeployAsync("Classifier", new Dictionary<string, string> { ["MODELS_DIR"] = other ? others : models }, cancellationToken);
    }

    public Task EndAsync() => _last;

    /// <summary>Queues a batch's images again, and the failed ones once more.</summary>
    public static async Task RescoreAsync(HttpClient http, string batch, CancellationToken cancellationToken)
    {
        foreach (var route in new[] { "backfill", "retry" })
        {
            for (string? cursor = ""; cursor is not null;)
            {
                cursor = await Insisting.OnAsync(() => SliceAsync($"/batches/{batch}/{route}", cursor), cancellationToken);
            }
        }

        async Task<string?> SliceAsync(string path, string cursor)
        {
            using var response = await http.PostAsync(
                path, JsonContent.Create(new JsonObject { ["cursor"] = cursor }, CliJson.Default.JsonObject), cancellationToken);
            response.EnsureSuccessStatusCode();
            return (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!["nextCursor"];
        }
    }

    private void Copy()
    {
        foreach (var file in Directory.EnumerateFiles(models, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(others, Path.GetRelativePath(models, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
            if (Path.GetFileName(file) == "model.json")
            {
                var manifest = JsonNode.Parse(File.ReadAllText(file))!;
                manifest["version"] = $"{manifest["version"]}-other";
                File.WriteAllText(copy, manifest.ToJsonString());
            }
        }
    }
}
