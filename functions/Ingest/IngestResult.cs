namespace ImageClassification.Ingest;

/// <param name="Records">How many records the event had.</param>
/// <param name="Queued">How many became work items.</param>
internal sealed record IngestResult(int Records, int Queued);
