namespace ImageClassification.Cli;

/// <summary>The part of the API's answer to GET /batches/{batch} that is used.</summary>
/// <param name="Current">The model version that answers, as name@version. Null while nothing is predicted.</param>
/// <param name="Models">All that have classified images of the batch.</param>
internal sealed record BatchSummary(int Classified, int Failed, int Missing, string? Current, IReadOnlyList<string> Models);
