namespace ImageClassification.Query.Predictions;

/// <param name="Key">The image's.</param>
/// <param name="Url">A presigned GET of it.</param>
internal sealed record KeyedImageLink(string Key, string Url);
