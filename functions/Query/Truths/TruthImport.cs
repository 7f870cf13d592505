namespace ImageClassification.Query.Truths;

/// <param name="Folder">True: the folder that an image lies in is its label.</param>
/// <param name="Manifest">Else the key of an object under manifests/ that says what images show.</param>
/// <param name="Cursor">Of the slice before; null begins.</param>
/// <param name="At">When it was decided; null for now.</param>
internal sealed record TruthImport(bool Folder = false, string? Manifest = null, string? Cursor = null, DateTimeOffset? At = null);
