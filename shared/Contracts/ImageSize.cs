namespace ImageClassification.Contracts;

/// <param name="Width">Pixels, as stored (before any orientation). Null where no header could be read.</param>
/// <param name="Height">Pixels, as stored.</param>
/// <param name="Bytes">The object's length.</param>
public sealed record ImageSize(int? Width, int? Height, long Bytes);
