namespace ImageClassification.Benchmarks.Serve;

/// <param name="Rate">Images a second.</param>
/// <param name="Median">Milliseconds from the request to the end of its answer.</param>
/// <param name="P99">As <paramref name="Median"/>, of which one in a hundred takes longer.</param>
internal sealed record Served(double Rate, double Median, double P99);
