namespace ImageClassification.Cli;

/// <summary>What is used of the API's answer to GET /batches/{batch}.</summary>
internal sealed record BatchSummary(int Classified, int Failed);
