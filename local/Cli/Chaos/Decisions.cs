using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ImageClassification.Contracts;
using ImageClassification.Runner;

namespace ImageClassification.Cli.Chaos;

/// <summary>
/// What people say of images, and which model version they make current, while the images come. Every request is sent twice and in any
/// order: what was decided last holds.
/// </summary>
internal sealed class Decisions(Pipeline pipeline, HttpClient http, Random random)
{
    private const int RowsOfFile = 10;

    private static readonly string[]?[] Labels = [["hat"], ["dress"], ["hat", "shoes"], [], null];

    private readonly PredictionApi _api = new(http);
    private readonly List<(HttpMethod Method, string Path, JsonObject Body)> _waiting = [];
    private readonly Dictionary<(string Key, string ETag), string?> _truths = [];
    private readonly Dictionary<string, string> _current = [];
    private DateTimeOffset _at = DateTimeOffset.UtcNow;

    public int Count { get; private set; }

    /// <returns>What holds of this content of the object, as <see cref="Truth.ToCell"/>; null for nothing.</returns>
    public string? TruthOf(string key, string eTag) => _truths.GetValueOrDefault((key, eTag));

    /// <returns>The model version that holds of the batch; null where none was chosen.</returns>
    public string? CurrentOf(string batch) => _current.GetValueOrDefault(batch);

    /// <summary>Decides something now and then.</summary>
    /// <param name="key">Of an image.</param>
    /// <param name="eTag">Of the object just uploaded there.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task GoOnAsync(string key, string eTag, CancellationToken cancellationToken)
    {
        var batch = BatchName.Of(key).ToString();
        switch (random.Next(30))
        {
            case < 6:
                var labels = Labels[random.Next(Labels.Length)];
                _truths[(key, eTag)] = labels is null ? null : new Truth(labels, TruthSource.Person, _at).ToCell();
                Decide(HttpMethod.Put, $"/predictions/truth?key={Uri.EscapeDataString(key)}", new() { ["labels"] = Json(labels), ["eTag"] = eTag });
                break;
            case 6:
                await DecideFileAsync(batch, cancellationToken);
                break;
            case 7 when (await Insisting.OnAsync(() => _api.SummarizeAsync(batch, cancellationToken), cancellationToken))?.Models is [_, ..] models:
                _current[batch] = models[random.Next(models.Count)];
                Decide(HttpMethod.Put, $"/batches/{batch}/current", new() { ["model"] = _current[batch] });
                break;
        }

        if (_waiting.Count > 0 && random.Next(2) == 0)
        {
            await SendAnyAsync(cancellationToken);
        }
    }

    /// <summary>Sends the remaining decisions.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        while (_waiting.Count > 0)
        {
            await SendAnyAsync(cancellationToken);
        }
    }

    /// <summary>A file with truths for images that already have one: the file's truth must win.</summary>
    private async Task DecideFileAsync(string batch, CancellationToken cancellationToken)
    {
        var rows = _truths.Keys.Where(each => BatchName.Of(each.Key).ToString() == batch).Order().Take(RowsOfFile).ToList();
        if (rows.Count == 0)
        {
            return;
        }

        var label = Labels[random.Next(2)]![0];
        rows.ForEach(row => _truths[row] = label);
        var file = string.Join('\n', rows.Select(row => $"{row.Key},{label},{row.ETag}").Prepend("key,truth,eTag"));
        var manifest = $"manifests/chaos-{Count}.csv";
        await Insisting.OnAsync(
            () => pipeline.Aws.S3.PutObjectAsync(new() { BucketName = pipeline.DataBucket, Key = manifest, ContentBody = file }, cancellationToken),
            cancellationToken);
        Decide(HttpMethod.Post, $"/batches/{batch}/truth", new() { ["manifest"] = manifest });
    }

    private void Decide(HttpMethod method, string path, JsonObject body)
    {
        Count++;
        _at = _at.AddMilliseconds(1);
        body["at"] = _at.ToString("O");
        _waiting.AddRange([(method, path, body), (method, path, body)]);
    }

    private async Task SendAnyAsync(CancellationToken cancellationToken)
    {
        var at = random.Next(_waiting.Count);
        var (method, path, body) = _waiting[at];
        _waiting.RemoveAt(at);
        await Insisting.OnAsync(
            async () =>
            {
                using var response = await http.SendAsync(
                    new(method, path) { Content = JsonContent.Create(body, CliJson.Default.JsonObject) }, cancellationToken);
                return response.EnsureSuccessStatusCode();
            },
            cancellationToken);
    }

    private static JsonArray? Json(string[]? labels) => labels is null ? null : new([.. labels.Select(label => JsonValue.Create(label))]);
}
