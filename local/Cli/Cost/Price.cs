namespace ImageClassification.Cli.Cost;

/// <param name="Dollars">For <paramref name="Per"/> of the unit that its name tells.</param>
/// <param name="Source">The page that sets it.</param>
/// <param name="ReadAt">Where it was read; null where it is from memory only.</param>
internal sealed record Price(double Dollars, double Per, string Source, string? ReadAt);
