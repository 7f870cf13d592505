namespace ImageClassification.Cli;

/// <summary>What is used of the API's answer to GET /batches/{batch}.</summary>
/// <param name="Current">The model version that answers, as name@version. Null while nothing is predicted.</param>
/// <param name="Models">Every one that the batch has met.</param>
internal sealed record BatchSummary(int Classified, int Failed, int Missing, string? Current, IReadOnlyList<string> Models);
