using ImageClassification.Benchmarks.Pipeline;

namespace ImageClassification.Benchmarks.Reports;

/// <summary>For <c>./dev bench --json</c>.</summary>
internal sealed record Result(IReadOnlyList<Target> Targets, Measurements Measurements);
