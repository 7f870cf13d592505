using ImageClassification.Contracts;

namespace ImageClassification.Classifier.Http;

/// <param name="Label">The likeliest.</param>
/// <param name="Confidence">The likeliest label's, from 0 to 1.</param>
/// <param name="Scores">Every label of the model with its confidence, best first.</param>
/// <param name="Model">Whose answer this is.</param>
/// <param name="Image">The picture's size.</param>
/// <param name="Times">How long each step took.</param>
internal sealed record ClassifyResponse(
    string Label, double Confidence, IReadOnlyDictionary<string, double> Scores, ModelIdentity Model, ImageSize Image, StageTimes Times);
