namespace ImageClassification.Query.Truths;

/// <param name="Written">Truths that hold now and did not before.</param>
/// <param name="Kept">Images where the same or something later is said already, or where a folder's name replaces nothing.</param>
/// <param name="Skipped">Rows that say nothing, or cannot be read.</param>
/// <param name="Faults">The first of those, and of images that nothing is known of, each with its line.</param>
/// <param name="NextCursor">Asks for the next slice; null after the last.</param>
internal sealed record TruthSlice(int Written, int Kept, int Skipped, IReadOnlyList<string> Faults, string? NextCursor);
