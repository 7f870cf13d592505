namespace ImageClassification.Cli.Transfer;

/// <param name="Queued">Pictures that will be classified.</param>
/// <param name="Skipped">Entries that are no pictures of this pipeline.</param>
internal sealed record BackfillResult(int Queued, int Skipped);
