namespace ImageClassification.Query.Backfill;

/// <param name="Code">Only failures of this error code.</param>
/// <param name="Cursor">Of the slice before; null begins.</param>
internal sealed record RetryRequest(string? Code = null, string? Cursor = null);
