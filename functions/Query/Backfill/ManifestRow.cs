namespace ImageClassification.Query.Backfill;

/// <param name="Location">The object; null where the row names none.</param>
/// <param name="Text">What the row says.</param>
/// <param name="Next">The position behind it.</param>
internal readonly record struct ManifestRow(ObjectLocation? Location, string Text, long Next);
