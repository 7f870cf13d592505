namespace ImageClassification.Runner;

/// <summary>Something that the user can mend. The message is one line: what is wrong and what to do.</summary>
public sealed class LocalException(string message) : Exception(message);
