using ImageClassification.Contracts;

namespace ImageClassification.Predictions;

/// <summary>What the table holds of a batch besides its predictions.</summary>
/// <param name="Entry">The batch.</param>
/// <param name="Models">The one that it met last first.</param>
/// <param name="CheckAt">For when the last check for completion was sent; null if none was.</param>
/// <param name="CompletionSentAt">When the completion message was sent.</param>
/// <param name="TruthMarker">Another one after each change of what is said of its images, beginning with the time; null where nothing ever was.</param>
/// <param name="DeletedAt">When its images were deleted; null if none, or if some came later. It is not listed.</param>
public sealed record BatchState(
    BatchEntry Entry,
    IReadOnlyList<BatchModel> Models,
    DateTimeOffset? CheckAt = null,
    DateTimeOffset? CompletionSentAt = null,
    string? TruthMarker = null,
    DateTimeOffset? DeletedAt = null)
{
    /// <summary>The model version that answers for the batch: the one chosen, else the one that it met first, however many come later.</summary>
    public BatchModel? Current => Models.FirstOrDefault(model => model.Version == Entry.Current)
        ?? Models.OrderBy(model => model.StartedAt).ThenBy(model => model.Version.ToString(), StringComparer.Ordinal).FirstOrDefault();

    /// <summary>All but that one, in an order that stays.</summary>
    public IReadOnlyList<BatchModel> Others(BatchModel model) =>
        [.. Models.Where(other => other != model).OrderBy(other => other.Version.ToString(), StringComparer.Ordinal)];

    /// <summary>The model version, or with null the current one; null where the batch has not met it.</summary>
    public BatchModel? Find(ModelVersion? version) => version is null ? Current : Models.FirstOrDefault(model => model.Version == version);
}
