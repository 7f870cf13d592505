namespace ImageClassification.Benchmarks.Pipeline;

/// <summary>docs/benchmark/measured.json, which <c>./dev cost</c> reads.</summary>
/// <param name="How">The command.</param>
internal sealed record Measurements(string Machine, DateOnly Date, string How, PerImage PerImage, PerQuery PerQuery);
