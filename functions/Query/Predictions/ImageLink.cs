namespace ImageClassification.Query.Predictions;

/// <param name="Url">A presigned GET of the image.</param>
/// <param name="ExpiresAt">When the signature ends.</param>
internal sealed record ImageLink(string Url, DateTimeOffset ExpiresAt);
