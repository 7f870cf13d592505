using ImageClassification.Contracts;

namespace ImageClassification.Inference.Classification;

/// <summary>The model's result for an image.</summary>
/// <param name="Labels">The manifest's topK, best first; before them "unknown" if the confidence is too low, or those that reach their thresholds.</param>
/// <param name="Confidences">All that the model gave, for <see cref="ImageClassifier.Rank"/>.</param>
/// <param name="Width">The image's, in pixels, as stored.</param>
/// <param name="Height">The image's, in pixels, as stored.</param>
/// <param name="Times">How long each step took.</param>
public sealed record ClassifiedImage(
    IReadOnlyList<ScoredLabel> Labels, double[] Confidences, int Width, int Height, InferenceTimes Times);
