namespace ImageClassification.Cli.Cost;

/// <summary>docs/benchmark/measured.json, as far as it is used.</summary>
internal sealed record Measurements(string Machine, DateOnly Date, PerImage PerImage, PerQuery PerQuery);
