using ImageClassification.Quality;

namespace ImageClassification.Batches;

/// <summary>The quality of a model version on a batch, on the images whose truth is known.</summary>
/// <param name="Report">On the images with a truth.</param>
/// <param name="Sources">Where their truths come from, the most frequent first.</param>
/// <param name="Comparison">With another model version, on the images that both have labelled; null where none was asked for.</param>
/// <param name="Truths">The fingerprint of what was said of the batch's images.</param>
public sealed record MeasuredQuality(QualityReport Report, IReadOnlyList<TruthCount> Sources, PairedComparison? Comparison = null, string? Truths = null);
