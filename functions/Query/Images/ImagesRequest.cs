namespace ImageClassification.Query.Images;

/// <param name="Keys">1 to 100.</param>
internal sealed record ImagesRequest(IReadOnlyList<string> Keys);
