namespace ImageClassification.Query.Predictions;

/// <param name="Keys">1 to 100.</param>
internal sealed record ImagesRequest(IReadOnlyList<string> Keys);
