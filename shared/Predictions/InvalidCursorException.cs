namespace ImageClassification.Predictions;

/// <summary>The cursor is not one that a page of the same query ended with.</summary>
public sealed class InvalidCursorException() : Exception("The cursor does not belong to this query. Use nextCursor of the previous page, or no cursor to start.");
