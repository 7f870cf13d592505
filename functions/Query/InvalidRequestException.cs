namespace ImageClassification.Query;

/// <summary>A parameter is missing or out of range: answered with 400 and this message.</summary>
internal sealed class InvalidRequestException(string message) : Exception(message);
