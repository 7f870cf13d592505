using ImageClassification.Contracts;

namespace ImageClassification.Query.Compare;

/// <summary>A prediction as far as two model versions are compared by it.</summary>
internal sealed record Verdict(PredictionStatus Status, string? Label, double? Confidence, string? Code)
{
    public static Verdict Of(Prediction prediction) =>
        new(prediction.Status, prediction.Label, prediction.Confidence, prediction.Error?.Code);

    /// <summary>Confidences differ between any two versions; that alone is no change.</summary>
    public bool Differs(Verdict other) => this with { Confidence = other.Confidence } != other;
}
