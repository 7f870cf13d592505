namespace ImageClassification.Benchmarks.Pipeline;

/// <summary>Means over requests for one prediction.</summary>
internal sealed record PerQuery(double CpuMs, double ReadUnits, double LogBytes);
