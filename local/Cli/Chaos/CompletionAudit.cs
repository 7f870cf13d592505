using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using ImageClassification.Contracts;

namespace ImageClassification.Cli.Chaos;

/// <summary>A batch that is declared with its number of images: its completion is told, once or more with the same id, and never too early.</summary>
internal sealed class CompletionAudit(IReadOnlyList<Step> script)
{
    private const string Batch = "chaos-complete";
    private static readonly string Folder = $"{ImagePrefix.Text}{Batch}/";

    private readonly HashSet<string> _uploaded = [];
    private readonly int _expected = script.Select(step => step.Key).Distinct().Count(IsOfBatch);
    private DateTimeOffset _last;

    /// <summary>Of images that are replaced, and never deleted.</summary>
    public static IEnumerable<string> Keys(int images) => Enumerable.Range(0, (images / 10) + 1).Select(number => $"{Folder}{number}.jpg");

    public async Task DeclareAsync(HttpClient http, CancellationToken cancellationToken)
    {
        using var response = await http.PutAsync($"/batches/{Batch}", JsonContent.Create(new JsonObject { ["expected"] = _expected }, CliJson.Default.JsonObject), cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>To be called before each step.</summary>
    public void Begin(Step step)
    {
        if (IsOfBatch(step.Key) && _uploaded.Add(step.Key))
        {
            _last = DateTimeOffset.UtcNow;
        }
    }

    /// <returns>A line for each violation.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(PredictionApi api, QueueWatch queues, CancellationToken cancellationToken)
    {
        await api.SummarizeAsync(Batch, cancellationToken); // makes up for the last check, if that was lost
        await queues.QuietAsync(cancellationToken);
        var told = (await queues.BodiesAsync("CompletionQueue", cancellationToken))
            .Select(body => JsonSerializer.Deserialize(body, CliJson.Default.BatchCompletion)!)
            .ToList();
        return
        [
            .. told.Count == 0 ? [$"the completion of {Batch} was not announced"] : Array.Empty<string>(),
            .. told.Select(completion => completion.Id).Distinct().Skip(1).Select(id => $"the completion of {Batch} was announced with another id: {id}"),
            .. told.Where(completion => completion.CompletedAt < _last || completion.Classified + completion.Failed < _expected).Select(completion =>
                $"the completion of {Batch} was announced too early: at {completion.CompletedAt:O} with {completion.Classified + completion.Failed} of {_expected}, the last of which came at {_last:O}"),
        ];
    }

    private static bool IsOfBatch(string key) => key.StartsWith(Folder, StringComparison.Ordinal);
}
