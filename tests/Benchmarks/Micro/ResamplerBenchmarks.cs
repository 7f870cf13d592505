using BenchmarkDotNet.Attributes;
using ImageClassification.Inference.Images;
using ImageClassification.Inference.Models;
using ImageClassification.Inference.Preprocessing;
using ImageClassification.Inference.Tests.Preprocessing;

namespace ImageClassification.Benchmarks.Micro;

/// <summary>A photograph of 400 × 533 to 112 × 112, bilinear.</summary>
[MemoryDiagnoser]
public class ResamplerBenchmarks : IDisposable
{
    private readonly RgbImage _image = new(400, 533);
    private readonly Axis _horizontal = new(400, 112, 0, 112);
    private readonly Axis _vertical = new(533, 112, 0, 112);

    [GlobalSetup]
    public void Draw() => new Random(1).NextBytes(_image.Pixels);

    [GlobalCleanup]
    public void Dispose()
    {
        _image.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true)]
    public int Naive() => NaiveResampler.Resize(_image, _horizontal, _vertical, ResizeFilter.Bilinear).Length;

    [Benchmark]
    public int Product()
    {
        using var resized = Resampler.Resize(_image, _horizontal, _vertical, ResizeFilter.Bilinear);
        return resized.Width;
    }
}
