namespace ImageClassification.Classifier.Queue;

/// <summary>The message is not one that this pipeline writes. Trying again does not help, so it ends in the dead-letter queue.</summary>
internal sealed class InvalidMessageException(string message) : Exception(message);
