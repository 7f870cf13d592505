namespace ImageClassification.Models;

/// <summary>The manifest made from a tool's files.</summary>
/// <param name="Manifest">model.json's path.</param>
/// <param name="Json">Its content.</param>
/// <param name="Notes">What people should know, a sentence each.</param>
/// <param name="Doubts">What stays uncertain, a sentence each, with the option that says it.</param>
public sealed record ImportedModel(
    string Manifest, string Json, IReadOnlyList<ImportedField> Fields, IReadOnlyList<string> Notes, IReadOnlyList<string> Doubts);
