namespace ImageClassification.Predictions;

/// <summary>A batch as one model version sees it.</summary>
/// <param name="Batch">Its name.</param>
/// <param name="Model">The model version, as name@version.</param>
/// <param name="Classified">Number of images with a label.</param>
/// <param name="Failed">Number of images without one.</param>
/// <param name="Labels">Most frequent first.</param>
/// <param name="Errors">Most frequent first.</param>
public sealed record BatchSummary(
    string Batch, string Model, int Classified, int Failed, IReadOnlyList<LabelCount> Labels, IReadOnlyList<ErrorCount> Errors);
