using ImageClassification.Contracts;

namespace ImageClassification.Cli;

/// <summary>The API's answer to GET /batches/{batch}/predictions.</summary>
internal sealed record PredictionPage(IReadOnlyList<Prediction> Predictions, string? NextCursor);
