using ImageClassification.Contracts;

namespace ImageClassification.Query.Truths;

/// <param name="Labels">What the image shows: one label or several, none of them for an empty list; null takes back what was said.</param>
/// <param name="ETag">Of the version that was looked at; null for the newest.</param>
/// <param name="At">When it was decided; null for now. Of two decisions the later one holds.</param>
/// <param name="Sample">Why the image was looked at.</param>
/// <param name="How">Where the labels come from, if they are restored.</param>
internal sealed record TruthRequest(
    IReadOnlyList<string>? Labels, string? ETag = null, DateTimeOffset? At = null, ReviewSample? Sample = null, TruthSource How = TruthSource.Person);
