namespace ImageClassification.Benchmarks.Contenders;

/// <param name="Name">For people.</param>
/// <param name="Files">Taken in turn.</param>
/// <param name="Count">Images a round.</param>
internal sealed record Load(string Name, IReadOnlyList<string> Files, int Count);
