namespace ImageClassification.Classifier.Queue;

/// <summary>The object changed while it was looked at, so that the table holds what may be newer or older: the next try looks again.</summary>
internal sealed class ObjectChangedException() : Exception("The object changed while it was read. It is read again.");
