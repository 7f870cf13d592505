using BenchmarkDotNet.Jobs;

namespace ImageClassification.Benchmarks.Micro;

public class MicroBenchmarksTests
{
    [Fact]
    public void Every_benchmark_runs()
    {
        var reports = MicroBenchmarks.Run(Job.Dry);

        reports.Count.ShouldBe(8);
        reports.ShouldAllBe(report => report.Success);
    }
}
