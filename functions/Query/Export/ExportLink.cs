namespace ImageClassification.Query.Export;

/// <param name="Url">A presigned GET of the file.</param>
/// <param name="Count">Predictions in it.</param>
/// <param name="ExpiresAt">When the signature ends.</param>
internal sealed record ExportLink(string Url, int Count, DateTimeOffset ExpiresAt);
