namespace ImageClassification.Cli.Chaos;

/// <summary>How the uploader left a key: the truth that the pipeline's answer is compared with.</summary>
/// <param name="Sample">Null where it was deleted.</param>
/// <param name="ETag">S3's, without quotes.</param>
internal sealed record LastState(Sample? Sample, string? ETag);
