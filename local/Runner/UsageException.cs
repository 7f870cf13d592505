namespace ImageClassification.Runner;

/// <summary>A wrong value of an option or argument. Nothing was done.</summary>
public sealed class UsageException(string message) : LocalException(message);
