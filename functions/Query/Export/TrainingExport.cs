using ImageClassification.Contracts;
using ImageClassification.Predictions;
using ImageClassification.Quality.Training;
using ImageClassification.Query.Http;

namespace ImageClassification.Query.Export;

/// <summary>What a batch gives back to training: the images whose truth is known, but for those that cannot be read.</summary>
/// <param name="Format">As what.</param>
/// <param name="Takes">Which of the predictions.</param>
internal sealed record TrainingExport(ExportFormat Format, Func<Prediction, bool> Takes)
{
    private const string JsonLines = "application/x-ndjson";

    private static readonly Dictionary<string, Parts> Choices = new()
    {
        ["all"] = Parts.All,
        ["train"] = Parts.Train,
        ["validation"] = Parts.Validation,
        ["test"] = Parts.Test,
    };

    private static readonly Dictionary<string, int> Formats = new() { ["csv"] = 0, ["jsonl"] = 1, ["manifest"] = 2 };

    /// <returns>Null where predictions are asked for.</returns>
    /// <exception cref="BadRequestException">A parameter is not as it must be.</exception>
    public static async Task<TrainingExport?> ReadAsync(RequestParameters parameters, TruthStore store, BatchName batch, CancellationToken cancellationToken)
    {
        if (parameters.OneOf("split", Choices) is not { } parts)
        {
            BadRequestException.ThrowIf(parameters.Query("shares") is not null, "shares belongs to an export for training: add split=all, train, validation or test.");
            return null;
        }

        BadRequestException.ThrowIf(
            parameters.Query("scores") is not null || parameters.Query("bom") is not null, "scores and bom are of predictions. Leave them out, or leave out split.");
        var split = parameters.Query("shares") is not { } shares ? Split.Default : Split.From(shares) ?? throw new BadRequestException($"shares must be {Split.Rule}.");
        bool Takes(Prediction prediction) => prediction.IsForTraining()
            && parts.HasFlag(split.PartOf(prediction.Key));
        switch (parameters.OneOf("format", Formats) ?? 0)
        {
            case 0: return new(new("csv", "text/csv; charset=utf-8", (output, _) => new TrainingCsv(output, split)), Takes);
            case 1: return new(new("jsonl", JsonLines, (output, _) => new TrainingJsonLines(output, split)), Takes);
            default:
                var classes = ClassNumbers.Of(await store.ListAsync(batch, cancellationToken));
                return new(new("manifest", JsonLines, (output, _) => new AugmentedManifest(output, split, classes)), prediction => Takes(prediction) && classes.Has(prediction.Truth!));
        }
    }
}
