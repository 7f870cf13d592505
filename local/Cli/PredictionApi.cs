using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using ImageClassification.Contracts;
using ImageClassification.Runner;

namespace ImageClassification.Cli;

/// <summary>A client of the pipeline's HTTP API.</summary>
internal sealed class PredictionApi(HttpClient http)
{
    private const int PageSize = 200;

    /// <summary>How many images of a batch have an outcome.</summary>
    public async Task<int> CountAsync(string batch, CancellationToken cancellationToken) =>
        await SummarizeAsync(batch, cancellationToken) is { } summary ? summary.Classified + summary.Failed : 0;

    /// <returns>Null where nothing is known of the batch.</returns>
    /// <param name="batch">Its name.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <param name="model">A model version; null for the current one.</param>
    public Task<BatchSummary?> SummarizeAsync(string batch, CancellationToken cancellationToken, string? model = null) =>
        GetAsync($"/batches/{Uri.EscapeDataString(batch)}{(model is null ? "" : $"?model={Uri.EscapeDataString(model)}")}",
            CliJson.Default.BatchSummary, cancellationToken);

    /// <returns>Null where there is none, or the object was deleted.</returns>
    public Task<Prediction?> FindAsync(string key, CancellationToken cancellationToken) =>
        GetAsync($"/predictions?key={Uri.EscapeDataString(key)}", CliJson.Default.Prediction, cancellationToken);

    /// <inheritdoc cref="SummarizeAsync"/>
    public async Task<IReadOnlyList<Prediction>> ListAsync(string batch, CancellationToken cancellationToken, string? model = null)
    {
        var predictions = new List<Prediction>();
        await foreach (var page in PagesAsync(batch, model is null ? [] : [("model", model)], cancellationToken))
        {
            predictions.AddRange(page.Predictions);
        }

        return predictions;
    }

    /// <param name="filter">Parameters of the API's list and their values.</param>
    /// <returns>None where nothing is known of the batch.</returns>
    public async IAsyncEnumerable<PredictionPage> PagesAsync(
        string batch, IEnumerable<(string Name, string? Value)> filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = string.Concat(filter.Select(each => $"&{each.Name}={Uri.EscapeDataString(each.Value ?? "")}"));
        string? cursor = null;
        do
        {
            var path = $"/batches/{Uri.EscapeDataString(batch)}/predictions?limit={PageSize}&cursor={Uri.EscapeDataString(cursor ?? "")}{query}";
            if (await GetAsync(path, CliJson.Default.PredictionPage, cancellationToken) is not { } page)
            {
                yield break;
            }

            yield return page;
            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    private async Task<T?> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        using var response = await http.GetAsync(path, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        if (response.StatusCode == HttpStatusCode.BadRequest)
        {
            throw new LocalException(JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))?["detail"]?.ToString() ?? "400");
        }

        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync(type, cancellationToken);
    }
}
