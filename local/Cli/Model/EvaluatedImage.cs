using ImageClassification.Contracts;
using ImageClassification.Inference.Classification;
using ImageClassification.Quality;

namespace ImageClassification.Cli.Model;

/// <param name="File">Its path.</param>
/// <param name="Judgement">Its truth and the model's label.</param>
/// <param name="Code">Why there is no label; null where there is one.</param>
internal sealed record EvaluatedImage(string File, Judgement Judgement, string? Code)
{
    private const int Digits = 7; // as the table keeps confidences

    public static EvaluatedImage Of(ImageClassifier classifier, string file, IReadOnlyList<string> truth) => FilePrediction.Of(classifier, file) switch
    {
        { Labels: [var best, ..] labels } => new(file, new(
            truth, best.Label, best.Label == ScoredLabel.Unknown ? null : Math.Round(best.Confidence, Digits), classifier.IsMultiLabel ? ScoredLabel.Reaching(labels) : null), null),
        var failed => new(file, new(truth, null, null), failed.Error!.Code),
    };
}
