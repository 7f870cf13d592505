namespace ImageClassification.Cli.Cost;

/// <summary>docs/benchmark/measured.json.</summary>
/// <param name="How">The command or the procedure.</param>
internal sealed record Measurements(string Machine, DateOnly Date, string How, PerImage PerImage, PerQuery PerQuery);
