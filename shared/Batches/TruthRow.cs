using ImageClassification.Contracts;

namespace ImageClassification.Batches;

/// <param name="Key">The object.</param>
/// <param name="Labels">What it shows: empty for none of the labels, null to remove the truth.</param>
/// <param name="Version">Which version of it, by its entity tag; null for the newest.</param>
public sealed record TruthRow(ObjectKey Key, IReadOnlyList<string>? Labels, string? Version = null);
