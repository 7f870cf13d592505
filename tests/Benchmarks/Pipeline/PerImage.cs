namespace ImageClassification.Benchmarks.Pipeline;

/// <summary>Means over the images of a run, warm; <c>./dev cost</c> says what they are.</summary>
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
