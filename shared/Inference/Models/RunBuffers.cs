using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace ImageClassification.Inference.Models;

/// <summary>One run's input and output, allocated once. Of a fixed batch the first image counts, and the rest stays zero. For one thread at a time.</summary>
internal sealed class RunBuffers : IDisposable
{
    private readonly int _batch;
    private readonly bool _isHalf;

    public RunBuffers(ModelSignature signature)
    {
        _batch = (int)signature.InputShape[0];
        _isHalf = signature.OutputType == TensorElementType.Float16;
        InputValues = [OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, signature.InputType, signature.InputShape)];
        OutputValues = [OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, signature.OutputType, signature.OutputShape)];
        InputValues[0].GetTensorMutableRawData().Clear();
    }

    /// <summary>The tensor of one image.</summary>
    public Span<byte> Input => First(InputValues[0].GetTensorMutableRawData());

    /// <summary>What the model gave for the image.</summary>
    public float[] Output
    {
        get
        {
            var output = First(OutputValues[0].GetTensorMutableRawData());
            return _isHalf
                ? [.. MemoryMarshal.Cast<byte, Half>(output).ToArray().Select(value => (float)value)]
                : MemoryMarshal.Cast<byte, float>(output).ToArray();
        }
    }

    public OrtValue[] InputValues { get; }

    public OrtValue[] OutputValues { get; }

    public RunOptions Options { get; } = new();

    public void Dispose()
    {
        InputValues[0].Dispose();
        OutputValues[0].Dispose();
        Options.Dispose();
    }

    private Span<byte> First(Span<byte> batch) => batch[..(batch.Length / _batch)];
}
