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

    public static EvaluatedImage Of(
        ImageClassifier classifier, string file, IReadOnlyList<string> truth) => classifier.Classify(System.IO.File.ReadAllBytes(file)) switch
        {
            Outcome<ClassifiedImage>.Ok(var image) => new(file, new(truth, image.Labels[0].Label, Math.Round(image.Labels[0].Confidence, Digits)), null),
            Outcome<ClassifiedImage>.Refused(var error) => new(file, new(truth, null, 0), error.Code),
            var unknown => throw new InvalidOperationException($"A result of type {unknown.GetType().Name} is not known."),
        };
}
