using ImageClassification.Contracts;

namespace ImageClassification.Classifier.Http;

/// <summary>What is answered: <see cref="Classified"/> or <see cref="Rejected"/>, nothing else.</summary>
internal abstract record ClassifyResult
{
    private ClassifyResult()
    {
    }

    /// <param name="Label">The likeliest.</param>
    /// <param name="Confidence">The likeliest label's, from 0 to 1.</param>
    /// <param name="Scores">Every label of the model with its confidence, best first.</param>
    /// <param name="Model">Whose answer this is.</param>
    /// <param name="Image">The picture's size.</param>
    /// <param name="Times">How long each step took.</param>
    public sealed record Classified(
        string Label, double Confidence, IReadOnlyDictionary<string, double> Scores, ModelIdentity Model, ImageSize Image, StageTimes Times) : ClassifyResult;

    /// <summary>There is no prediction for this request, now or later.</summary>
    public sealed record Rejected(PredictionError Error) : ClassifyResult;
}
