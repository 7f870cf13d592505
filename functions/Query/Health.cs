namespace ImageClassification.Query;

/// <param name="Status">Always "ok": who reads it has been answered.</param>
internal sealed record Health(string Status);
