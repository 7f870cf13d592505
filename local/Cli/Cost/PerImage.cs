namespace ImageClassification.Cli.Cost;

/// <summary>Means over the images of a run, warm.</summary>
/// <param name="ImageBytes">The files'.</param>
/// <param name="ClassifierCpuMs">Processor time of the Classifier's process.</param>
/// <param name="IngestCpuMs">Processor time of Ingest's process.</param>
/// <param name="MessagesPerClassifierInvocation">How full the batches were.</param>
/// <param name="SqsRequests">One sent; received and deleted by the batch.</param>
/// <param name="S3Gets">Beside the one upload.</param>
/// <param name="WriteUnits">The table's and its index'.</param>
/// <param name="ItemBytes">Of one item; the index holds it again.</param>
/// <param name="LogBytes">Of the functions, metrics included; without Lambda's own lines.</param>
internal sealed record PerImage(
    double ImageBytes,
    double ClassifierCpuMs,
    double IngestCpuMs,
    double MessagesPerClassifierInvocation,
    double SqsRequests,
    double S3Gets,
    double WriteUnits,
    double ItemBytes,
    double LogBytes);
