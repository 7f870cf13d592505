using ImageClassification.Contracts;

namespace ImageClassification.Classifier.Http;

/// <summary>The answer to a direct call that cannot have a prediction, now or later.</summary>
internal sealed record ErrorResponse(PredictionError Error);
