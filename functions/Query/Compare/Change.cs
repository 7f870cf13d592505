using ImageClassification.Contracts;

namespace ImageClassification.Query.Compare;

/// <param name="Key">The image's.</param>
/// <param name="From">By the version compared from.</param>
/// <param name="To">By the version compared to.</param>
internal sealed record Change(ObjectKey Key, Verdict From, Verdict To);
