namespace ImageClassification.Cli.Transfer;

/// <param name="Count">Predictions written.</param>
/// <param name="File">Where to.</param>
internal sealed record ExportResult(int Count, string File);
