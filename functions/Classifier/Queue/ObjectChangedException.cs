namespace ImageClassification.Classifier.Queue;

/// <summary>The object changed while it was read, so that the table's version may be newer or older: the next attempt reads it again.</summary>
internal sealed class ObjectChangedException() : Exception("The object changed while it was read. It is read again.");
