using ImageClassification.Contracts;

namespace ImageClassification.Query.Backfill;

/// <param name="Code">Only failures of this error code.</param>
/// <param name="Model">Whose failures; null for the batch's current model version.</param>
/// <param name="Cursor">Of the slice before; null begins.</param>
internal sealed record RetryRequest(string? Code = null, ModelVersion? Model = null, string? Cursor = null);
