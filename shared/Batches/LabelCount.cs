namespace ImageClassification.Batches;

/// <param name="Label">The likeliest label of these images.</param>
/// <param name="Count">How many.</param>
/// <param name="MeanConfidence">Their mean confidence, from 0 to 1.</param>
public sealed record LabelCount(string Label, int Count, double MeanConfidence);
