using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace ImageClassification.Benchmarks.Micro;

/// <summary>The steps between decoding, running and the network, each beside a naive way of doing it.</summary>
internal static class MicroBenchmarks
{
    private static readonly Type[] All = [typeof(ResamplerBenchmarks), typeof(TensorBenchmarks), typeof(RankingBenchmarks), typeof(ItemBenchmarks)];

    /// <param name="job"><see cref="Job.Dry"/> runs each once, and proves only that it runs.</param>
    public static IReadOnlyList<BenchmarkReport> Run(Job job)
    {
        // In this process: a program of BenchmarkDotNet's own making would have to be restored and built.
        var config = ManualConfig.CreateEmpty()
            .AddJob(job.WithToolchain(InProcessEmitToolchain.Instance))
            .AddLogger(NullLogger.Instance)
            .WithArtifactsPath(Path.Combine(AppContext.BaseDirectory, "BenchmarkDotNet"));
        return [.. All.SelectMany(type => BenchmarkRunner.Run(type, config).Reports)];
    }
}
