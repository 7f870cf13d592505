using ImageClassification.Contracts;

namespace ImageClassification.Predictions;

/// <summary>A model version that has classified images of a batch.</summary>
/// <param name="Version">Its name and version.</param>
/// <param name="StartedAt">Before its first prediction in the batch was written.</param>
/// <param name="MetAt">When a process last began to write its predictions to the batch.</param>
/// <param name="ChangedAt">
/// The marker. No write to the batch by this model version is later than a bound behind it, unless the marker has changed
/// before: docs/decisions/0006-batch-snapshots.md.
/// </param>
public sealed record BatchModel(ModelVersion Version, DateTimeOffset StartedAt, DateTimeOffset MetAt, DateTimeOffset ChangedAt);
