using ImageClassification.Contracts;

namespace ImageClassification.Query.Truths;

/// <param name="Key">The object.</param>
/// <param name="Version">Its version, by entity tag.</param>
/// <param name="Truth">What holds now; null where nothing does.</param>
internal sealed record TruthAnswer(ObjectKey Key, string Version, Truth? Truth);
