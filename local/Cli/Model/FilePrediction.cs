using ImageClassification.Contracts;
using ImageClassification.Inference.Classification;

namespace ImageClassification.Cli.Model;

/// <summary>What a model says of a file: labels, best first, or an error.</summary>
internal sealed record FilePrediction(string File, PredictionStatus Status, IReadOnlyList<ScoredLabel> Labels, PredictionError? Error)
{
    /// <summary>A file that cannot be opened fails like an object that S3 does not give out: it does not end a run over many.</summary>
    public static FilePrediction Of(ImageClassifier classifier, string file) =>
        (ImageFolder.FaultOf(file) is { } fault ? new PredictionError(ErrorCode.ObjectUnreadable, fault) : classifier.Classify(System.IO.File.ReadAllBytes(file))) switch
        {
            Outcome<ClassifiedImage>.Refused(var error) => new(file, PredictionStatus.Failed, [], error),
            Outcome<ClassifiedImage>.Ok(var classified) => new(file, PredictionStatus.Classified, classified.Labels, null),
            var unknown => throw new InvalidOperationException($"A result of type {unknown.GetType().Name} is not known."),
        };
}
