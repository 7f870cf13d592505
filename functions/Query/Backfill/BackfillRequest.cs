using ImageClassification.Contracts;

namespace ImageClassification.Query.Backfill;

/// <param name="Prefix">Only keys that begin with it, whole or relative to the batch's folder.</param>
/// <param name="Manifest">The key of an object that lists the images; then nothing is listed.</param>
/// <param name="Model">The model to use.</param>
/// <param name="Cursor">Of the slice before; null begins.</param>
internal sealed record BackfillRequest(string? Prefix = null, string? Manifest = null, ModelName? Model = null, string? Cursor = null);
