using ImageClassification.Contracts;

namespace ImageClassification.Cli.Model;

/// <summary>What a model says of a file: labels, best first, or an error.</summary>
internal sealed record FilePrediction(string File, PredictionStatus Status, IReadOnlyList<ScoredLabel> Labels, PredictionError? Error);
