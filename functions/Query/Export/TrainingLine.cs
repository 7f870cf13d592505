namespace ImageClassification.Query.Export;

/// <param name="Key">The image's.</param>
/// <param name="Labels">What it shows; empty for none of the labels.</param>
/// <param name="Split">train, validation or test.</param>
/// <param name="ETag">Of its version; null where it has none.</param>
internal sealed record TrainingLine(string Key, IReadOnlyList<string> Labels, string Split, string? ETag);
