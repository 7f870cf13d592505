using Microsoft.ML.OnnxRuntime;

namespace ImageClassification.Inference.Models;

/// <summary>One run's input and output, allocated once and pinned. For one thread at a time.</summary>
internal sealed class RunBuffers : IDisposable
{
    public RunBuffers(long[] inputShape, long[] outputShape)
    {
        Input = new float[Length(inputShape)];
        Output = new float[Length(outputShape)];
        InputValues = [OrtValue.CreateTensorValueFromMemory(Input, inputShape)];
        OutputValues = [OrtValue.CreateTensorValueFromMemory(Output, outputShape)];
    }

    public float[] Input { get; }

    public float[] Output { get; }

    public OrtValue[] InputValues { get; }

    public OrtValue[] OutputValues { get; }

    public RunOptions Options { get; } = new();

    public void Dispose()
    {
        InputValues[0].Dispose();
        OutputValues[0].Dispose();
        Options.Dispose();
    }

    private static long Length(long[] shape) => shape.Aggregate(1L, (product, side) => product * side);
}
