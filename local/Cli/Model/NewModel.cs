namespace ImageClassification.Cli.Model;

/// <param name="Manifest">The file's path.</param>
/// <param name="NotInferred">What is left to edit in it.</param>
internal sealed record NewModel(string Manifest, IReadOnlyList<string> NotInferred);
