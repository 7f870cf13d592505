namespace ImageClassification.Classifier.Queue;

/// <summary>The image may not fit into what is left of the invocation, so it was not begun. It comes again, and runs alone.</summary>
internal sealed class NotStartedException(TimeSpan needed, TimeSpan left) : Exception(FormattableString.Invariant(
    $"It may take {needed.TotalSeconds:F1} s, and the invocation had {Math.Max(0, left.TotalSeconds):F1} s left. If this recurs, raise ClassifierTimeout or ClassifierMemory"));
