using Microsoft.ML.OnnxRuntime;

namespace ImageClassification.Inference.Models;

/// <summary>One run's input and output, allocated once. Of a fixed batch the first image counts, and the rest stays zero. For one thread at a time.</summary>
internal sealed class RunBuffers : IDisposable
{
    private readonly ModelSignature _signature;

    public RunBuffers(ModelSignature signature)
    {
        _signature = signature;
        InputValues = [OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, signature.InputType, signature.InputShape)];
        OutputValues = signature.OutputShape is { } shape
            ? [OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, signature.OutputType, shape)]
            : [];
        InputValues[0].GetTensorMutableRawData().Clear();
    }

    /// <summary>The tensor of one image.</summary>
    public Span<byte> Input => First(InputValues[0].GetTensorMutableRawData());

    /// <summary>The model's output for the image, if it is a tensor.</summary>
    public double[] Output => TensorNumbers.Of(_signature.OutputType, First(OutputValues[0].GetTensorMutableRawData()));

    public OrtValue[] InputValues { get; }

    /// <summary>Empty where the model gives maps, which ONNX Runtime makes itself.</summary>
    public OrtValue[] OutputValues { get; }

    public RunOptions Options { get; } = new();

    public void Dispose()
    {
        InputValues[0].Dispose();
        Array.ForEach(OutputValues, output => output.Dispose());
        Options.Dispose();
    }

    private Span<byte> First(Span<byte> batch) => batch[..(batch.Length / (int)_signature.InputShape[0])];
}
