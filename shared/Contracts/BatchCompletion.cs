using System.Text.Json;

namespace ImageClassification.Contracts;

/// <summary>The message, as JSON, that a batch has as many predictions as were expected. It may come more than once.</summary>
/// <param name="Id">The same each time that this completion's message is sent, and of no other.</param>
/// <param name="Batch">Its name.</param>
/// <param name="CompletedAt">When that was found.</param>
/// <param name="Expected">The number that was declared.</param>
/// <param name="Classified">Images with a label, as counted for this message.</param>
/// <param name="Failed">Images without one.</param>
/// <param name="Model">The model version whose predictions they are, as name@version.</param>
public sealed record BatchCompletion(
    string Id, BatchName Batch, DateTimeOffset CompletedAt, int Expected, int Classified, int Failed, ModelVersion? Model)
{
    public string ToJson() => JsonSerializer.Serialize(this, ContractsJson.Default.BatchCompletion);
}
