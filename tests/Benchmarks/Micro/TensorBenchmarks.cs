using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using ImageClassification.Inference.Images;
using ImageClassification.Inference.Models;
using ImageClassification.Inference.Preprocessing;

namespace ImageClassification.Benchmarks.Micro;

/// <summary>112 × 112 pixels to a float32 tensor in planes, normalized as torchvision does.</summary>
[MemoryDiagnoser]
public class TensorBenchmarks : IDisposable
{
    private const int Side = 112;

    private readonly RgbImage _image = new(Side, Side);
    private readonly byte[] _tensor = new byte[RgbImage.Channels * Side * Side * sizeof(float)];
    private readonly TensorWriter _writer = TensorWriter.For(
        new() { Name = "image", Layout = TensorLayout.Nchw, ChannelOrder = ChannelOrder.Rgb, Width = Side, Height = Side },
        Normalization.Presets["torch"]);

    [GlobalSetup]
    public void Draw() => new Random(1).NextBytes(_image.Pixels);

    [GlobalCleanup]
    public void Dispose()
    {
        _image.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true)]
    public void Naive()
    {
        float[] mean = [0.485f, 0.456f, 0.406f], std = [0.229f, 0.224f, 0.225f];
        var pixels = _image.Pixels;
        var values = MemoryMarshal.Cast<byte, float>(_tensor.AsSpan());
        for (var channel = 0; channel < RgbImage.Channels; channel++)
        {
            for (var pixel = 0; pixel < Side * Side; pixel++)
            {
                var value = (pixels[(pixel * RgbImage.Channels) + channel] / 255f) - mean[channel];
                values[(channel * Side * Side) + pixel] = value / std[channel];
            }
        }
    }

    [Benchmark]
    public void Product() => _writer.Write(_image, _tensor);
}
