namespace ImageClassification.Models;

/// <summary>A field of the manifest, its value as JSON, and where it is known from.</summary>
public sealed record ImportedField(string Field, string Value, string Source);
