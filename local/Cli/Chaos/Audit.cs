using ImageClassification.Contracts;

namespace ImageClassification.Cli.Chaos;

/// <summary>Compares what the HTTP API answers with what the uploader did.</summary>
internal sealed class Audit(PredictionApi api, IReadOnlyDictionary<string, LastState> truth)
{
    /// <returns>A line for each violation.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellationToken)
    {
        var violations = new List<string>();
        foreach (var batch in truth.GroupBy(pair => BatchName.Of(pair.Key)))
        {
            var listed = (await api.ListAsync(batch.Key, cancellationToken)).ToLookup(prediction => prediction.Key.ToString());
            foreach (var (key, state) in batch)
            {
                var found = await api.FindAsync(key, cancellationToken);
                violations.AddRange(Compare(key, state, found is null ? [] : [found]).Select(violation => $"{violation}, by its key"));
                violations.AddRange(Compare(key, state, [.. listed[key]]).Select(violation => $"{violation}, in its batch"));
            }

            violations.AddRange(listed.Select(group => group.Key).Except(batch.Select(pair => pair.Key)).Select(key => $"{key}: never uploaded"));
            var (classified, failed) = (batch.Count(pair => pair.Value.Sample?.Label is not null), batch.Count(pair => pair.Value.Sample?.Code is not null));
            var summary = await api.SummarizeAsync(batch.Key, cancellationToken);
            if (summary != new BatchSummary(classified, failed))
            {
                violations.Add($"batch {batch.Key}: counts {summary}, expected {classified} classified and {failed} failed");
            }
        }

        return violations;
    }

    private static IEnumerable<string> Compare(string key, LastState state, IReadOnlyList<Prediction> found) => (state.Sample, found) switch
    {
        (null, []) => [],
        (null, _) => [$"{key}: deleted, but has a prediction"],
        (_, []) => [$"{key}: no prediction"],
        ({ } sample, [var one]) => Compare(key, sample, state.ETag, one),
        _ => [$"{key}: {found.Count} predictions"],
    };

    private static IEnumerable<string> Compare(string key, Sample sample, string? eTag, Prediction prediction)
    {
        if (prediction.Version.ETag != eTag)
        {
            yield return $"{key}: a superseded version is current";
        }

        if ((prediction.Label, prediction.Error?.Code) != (sample.Label, sample.Code))
        {
            yield return $"{key}: {prediction.Label ?? prediction.Error?.Code}, expected {sample.Label ?? sample.Code}";
        }
    }
}
