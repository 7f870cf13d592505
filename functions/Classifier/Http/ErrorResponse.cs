using ImageClassification.Contracts;

namespace ImageClassification.Classifier.Http;

/// <summary>To a direct call: there is no prediction for this request, now or later.</summary>
internal sealed record ErrorResponse(PredictionError Error);
