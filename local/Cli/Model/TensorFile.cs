namespace ImageClassification.Cli.Model;

/// <param name="Type">numpy's name of the type.</param>
internal sealed record TensorFile(string File, string Type, IReadOnlyList<int> Shape);
