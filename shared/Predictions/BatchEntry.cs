using ImageClassification.Contracts;

namespace ImageClassification.Predictions;

/// <summary>A batch, regardless of its predictions.</summary>
/// <param name="Batch">Its name.</param>
/// <param name="CreatedAt">When it was declared, or its first prediction came.</param>
/// <param name="Expected">As declared: how many images it will have.</param>
/// <param name="Note">As declared.</param>
/// <param name="Model">As declared.</param>
/// <param name="CompletedAt">When it was found to have as many predictions as expected.</param>
/// <param name="Current">The model version that was chosen as current; null if none was.</param>
public sealed record BatchEntry(
    BatchName Batch,
    DateTimeOffset CreatedAt,
    int? Expected = null,
    string? Note = null,
    ModelName? Model = null,
    DateTimeOffset? CompletedAt = null,
    ModelVersion? Current = null);
