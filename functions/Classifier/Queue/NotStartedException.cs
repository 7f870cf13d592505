using System.Globalization;

namespace ImageClassification.Classifier.Queue;

/// <summary>The image may not fit into the rest of the invocation, so it was not started. It is received again and runs alone.</summary>
internal sealed class NotStartedException(TimeSpan needed, TimeSpan left) : Exception(string.Create(
    CultureInfo.InvariantCulture,
    $"It may take {needed.TotalSeconds:F1} s, and the invocation had {Math.Max(0, left.TotalSeconds):F1} s left. "
    + $"If this recurs, raise ClassifierTimeout or ClassifierMemory"));
