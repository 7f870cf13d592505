using ImageClassification.Contracts;

namespace ImageClassification.Cli.Chaos;

/// <summary>Compares what the HTTP API answers with what the uploader did.</summary>
internal sealed class Audit(PredictionApi api, IReadOnlyDictionary<string, LastState> truth, Decisions decisions)
{
    /// <summary>
    /// Before anything is scored again for good: some model version has each object's last version, none has what is deleted, and each
    /// counts as it lists.
    /// </summary>
    /// <returns>A line for each violation.</returns>
    public async Task<IReadOnlyList<string>> OfAnyAsync(CancellationToken cancellationToken)
    {
        var violations = new List<string>();
        foreach (var batch in truth.GroupBy(pair => BatchName.Of(pair.Key)))
        {
            var found = (await OfModelsAsync(batch.Key, violations, cancellationToken)).SelectMany(model => model.Listed).ToLookup(prediction => prediction.Key.ToString());
            violations.AddRange(
                from pair in batch
                let each = found[pair.Key].Select(prediction => Compare(pair.Key, pair.Value, [prediction]).ToList()).DefaultIfEmpty([.. Compare(pair.Key, pair.Value, [])]).ToList()
                where pair.Value.Sample is null || !each.Exists(faults => faults.Count == 0)
                from fault in each.SelectMany(faults => faults)
                select $"{fault}, by any model version");
        }

        return violations;
    }

    /// <summary>When both model versions have scored every batch again: each has it all, and what was decided last holds.</summary>
    /// <returns>A line for each violation.</returns>
    public async Task<IReadOnlyList<string>> OfEachAsync(CancellationToken cancellationToken)
    {
        var violations = new List<string>();
        foreach (var batch in truth.GroupBy(pair => BatchName.Of(pair.Key)))
        {
            foreach (var (key, state) in batch)
            {
                var found = await api.FindAsync(key, cancellationToken);
                violations.AddRange(Compare(key, state, found is null ? [] : [found]).Select(violation => $"{violation}, by its key"));
            }

            var models = await OfModelsAsync(batch.Key, violations, cancellationToken);
            foreach (var (model, summary, predictions) in models)
            {
                var listed = predictions.ToLookup(prediction => prediction.Key.ToString());
                violations.AddRange(batch.SelectMany(pair => Compare(pair.Key, pair.Value, [.. listed[pair.Key]])).Select(violation => $"{violation}, by {model}"));
                violations.AddRange(listed.Select(group => group.Key).Except(batch.Select(pair => pair.Key)).Select(key => $"{key}: never uploaded"));
                if (summary.Missing > 0)
                {
                    violations.Add($"batch {batch.Key}: {model} lacks {summary.Missing}");
                }
            }

            if (models.Count != 2)
            {
                violations.Add($"batch {batch.Key}: {models.Count} model versions have scored it, not 2");
            }

            var current = models is [var any, ..] ? any.Summary.Current : null;
            if (decisions.CurrentOf(batch.Key) is { } chosen && chosen != current)
            {
                violations.Add($"batch {batch.Key}: {current} is current, but {chosen} was chosen last");
            }
        }

        return violations;
    }

    private async Task<IReadOnlyList<(string Model, BatchSummary Summary, IReadOnlyList<Prediction> Listed)>> OfModelsAsync(
        string batch, List<string> violations, CancellationToken cancellationToken)
    {
        var models = new List<(string, BatchSummary, IReadOnlyList<Prediction>)>();
        foreach (var model in (await api.SummarizeAsync(batch, cancellationToken))?.Models ?? [])
        {
            var summary = (await api.SummarizeAsync(batch, cancellationToken, model))!;
            var listed = (await api.ListAsync(batch, cancellationToken, model)).Where(prediction => prediction.Status != PredictionStatus.Missing).ToList();
            models.Add((model, summary, listed));
            var (classified, failed) = (listed.Count(prediction => prediction.Label is not null), listed.Count(prediction => prediction.Error is not null));
            if ((summary.Classified, summary.Failed) != (classified, failed))
            {
                violations.Add($"batch {batch}: {model} counts {summary.Classified} classified and {summary.Failed} failed, and lists {classified} and {failed}");
            }
        }

        return models;
    }

    private IEnumerable<string> Compare(string key, LastState state, IReadOnlyList<Prediction> found) => (state.Sample, found) switch
    {
        (null, []) => [],
        (null, _) => [$"{key}: deleted, but has a prediction"],
        (_, []) => [$"{key}: no prediction"],
        ({ } sample, [var one]) => Compare(key, sample, state.ETag!, one),
        _ => [$"{key}: {found.Count} predictions"],
    };

    private IEnumerable<string> Compare(string key, Sample sample, string eTag, Prediction prediction)
    {
        if (prediction.Version.ETag != eTag)
        {
            yield return $"{key}: a superseded version is current";
        }

        if ((prediction.Label, prediction.Error?.Code) != (sample.Label, sample.Code))
        {
            yield return $"{key}: {prediction.Label ?? prediction.Error?.Code}, expected {sample.Label ?? sample.Code}";
        }

        var (said, holds) = (prediction.Truth?.ToCell(), decisions.TruthOf(key, eTag));
        if (prediction.Version.ETag == eTag && said != holds)
        {
            yield return $"{key}: {said ?? "nothing"} is its truth, but {holds ?? "nothing"} was set last";
        }
    }
}
