namespace ImageClassification.Query.Predictions;

/// <param name="Images">In the order of the keys asked for.</param>
/// <param name="ExpiresAt">When the signatures end.</param>
internal sealed record ImageLinks(IReadOnlyList<KeyedImageLink> Images, DateTimeOffset ExpiresAt);
