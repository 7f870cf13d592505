using BenchmarkDotNet.Attributes;
using ImageClassification.Contracts;
using ImageClassification.Inference.Classification;

namespace ImageClassification.Benchmarks.Micro;

/// <summary>The five best of a thousand labels.</summary>
[MemoryDiagnoser]
public class RankingBenchmarks
{
    private readonly string[] _labels = [.. Enumerable.Range(0, 1000).Select(number => $"label {number}")];
    private readonly double[] _confidences = new double[1000];

    [GlobalSetup]
    public void Draw()
    {
        var random = new Random(1);
        for (var index = 0; index < _confidences.Length; index++)
        {
            _confidences[index] = random.NextDouble();
        }
    }

    [Benchmark(Baseline = true)]
    public object Naive() => _labels.Zip(_confidences, (label, confidence) => new ScoredLabel(label, confidence))
        .OrderByDescending(scored => scored.Confidence).Take(5).ToList();

    [Benchmark]
    public object Product() => Ranking.Best(_labels, _confidences, 5);
}
