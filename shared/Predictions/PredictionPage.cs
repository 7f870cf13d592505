using ImageClassification.Contracts;

namespace ImageClassification.Predictions;

/// <param name="Predictions">At most as many as asked for; fewer, even none, if few of the items read match the filter.</param>
/// <param name="NextCursor">Asks for the next page; null on the last.</param>
public sealed record PredictionPage(IReadOnlyList<Prediction> Predictions, string? NextCursor);
