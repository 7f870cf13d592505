using ImageClassification.Contracts;

namespace ImageClassification.Predictions;

/// <summary>What the table holds of a batch besides its predictions.</summary>
/// <param name="Entry">The batch.</param>
/// <param name="Models">The one that it met last first.</param>
/// <param name="CheckAt">For when the last check for completion was sent; null if none was.</param>
/// <param name="CompletionSentAt">When the completion message was sent.</param>
public sealed record BatchState(
    BatchEntry Entry, IReadOnlyList<BatchModel> Models, DateTimeOffset? CheckAt = null, DateTimeOffset? CompletionSentAt = null)
{
    /// <summary>The model version, or with null the one that the batch met last; null where it has not met it.</summary>
    public BatchModel? Find(ModelVersion? version) => Models.FirstOrDefault(model => version is null || model.Version == version);
}
