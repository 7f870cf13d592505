namespace ImageClassification.Runner;

/// <summary>Something that the user can fix. The message is one line: what is wrong and what to do.</summary>
public class LocalException(string message) : Exception(message);
