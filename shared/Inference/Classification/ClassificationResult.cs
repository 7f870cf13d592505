using ImageClassification.Contracts;

namespace ImageClassification.Inference.Classification;

/// <summary>What the model says of an image: <see cref="Classified"/> or <see cref="Rejected"/>, nothing else.</summary>
public abstract record ClassificationResult
{
    private ClassificationResult()
    {
    }

    /// <summary>The model answered.</summary>
    /// <param name="Labels">The manifest's topK, best first; before them "unknown" where the manifest asks for more confidence, or those that reach their thresholds.</param>
    /// <param name="Confidences">All that the model gave, for <see cref="ImageClassifier.Rank"/>.</param>
    /// <param name="Width">The image's, in pixels, as stored.</param>
    /// <param name="Height">The image's, in pixels, as stored.</param>
    /// <param name="Times">How long each step took.</param>
    public sealed record Classified(
        IReadOnlyList<ScoredLabel> Labels, double[] Confidences, int Width, int Height, InferenceTimes Times) : ClassificationResult;

    /// <summary>This image cannot be read, now or later.</summary>
    /// <param name="Error">What is wrong and how to mend it.</param>
    /// <param name="Width">As its header claims; null where that was not read or not believed.</param>
    /// <param name="Height">As its header claims.</param>
    public sealed record Rejected(PredictionError Error, int? Width, int? Height) : ClassificationResult;
}
