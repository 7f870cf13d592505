using System.Runtime.InteropServices;
using ImageClassification.Models.TfLite;
using Microsoft.ML.OnnxRuntime;

namespace ImageClassification.Models.Tests.TfLite;

/// <summary>A .tflite file that is being made. Its first tensor is its input, its last step's outputs are its outputs.</summary>
internal sealed class TestModel
{
    private readonly List<Dictionary<int, object>> _tensors = [];
    private readonly List<Dictionary<int, object>> _steps = [];
    private readonly List<Dictionary<int, object>> _codes = [];
    private readonly List<Dictionary<int, object>> _buffers = [[]];
    private int[] _outputs = [0];

    public int Tensor(TfLiteType type, int[] shape, byte[]? data = null, float[]? scale = null, long[]? zeroPoint = null, int axis = 0, int[]? signature = null)
    {
        var tensor = new Dictionary<int, object> { [0] = shape, [1] = (byte)type, [3] = $"t{_tensors.Count}" };
        if (data is not null)
        {
            tensor[2] = _buffers.Count;
            _buffers.Add(new() { [0] = data });
        }

        if (scale is not null)
        {
            tensor[4] = new Dictionary<int, object> { [2] = scale, [3] = zeroPoint ?? new long[scale.Length], [6] = axis };
        }

        if (signature is not null)
        {
            tensor[7] = signature;
        }

        _tensors.Add(tensor);
        return _tensors.Count - 1;
    }

    public int Tensor(params int[] shape) => Tensor(TfLiteType.Float32, shape);

    public int Constant(int[] shape, params float[] values) => Tensor(TfLiteType.Float32, shape, MemoryMarshal.AsBytes(values.AsSpan()).ToArray());

    public int Integers(params int[] values) => Tensor(TfLiteType.Int32, [values.Length], MemoryMarshal.AsBytes(values.AsSpan()).ToArray());

    public int Integer(int value) => Tensor(TfLiteType.Int32, [], BitConverter.GetBytes(value));

    public TestModel Step(string operation, int[] inputs, int[] outputs, Dictionary<int, object>? options = null)
    {
        var number = Array.IndexOf(TfLiteOperator.Names, operation);
        var code = number < 0
            ? new Dictionary<int, object> { [0] = (byte)32, [1] = operation, [3] = 32 }
            : new() { [0] = (byte)Math.Min(number, 127), [3] = number };
        _steps.Add(new() { [0] = _codes.Count, [1] = inputs, [2] = outputs, [4] = options ?? [] });
        _codes.Add(code);
        _outputs = outputs;
        return this;
    }

    /// <param name="metadata">A FlatBuffer of TensorFlow Lite's metadata.</param>
    public byte[] ToFile(byte[]? metadata = null)
    {
        var graph = new Dictionary<int, object> { [0] = _tensors, [1] = new[] { 0 }, [2] = _outputs, [3] = _steps };
        var model = new Dictionary<int, object> { [0] = 3, [1] = _codes, [2] = new[] { graph }, [3] = "made by a test" };
        model[4] = metadata is null ? _buffers : [.. _buffers, new() { [0] = metadata }];
        if (metadata is not null)
        {
            model[6] = new[] { new Dictionary<int, object> { [0] = TfLiteMetadata.Name, [1] = _buffers.Count } };
        }

        return FlatFile.Of(model, "TFL3");
    }

    /// <returns>The values of the first output.</returns>
    public float[] Run(float[] input, int[]? shape = null) => Run<float, float>(input, shape)[0];

    /// <returns>The values of each output.</returns>
    public TOut[][] Run<TIn, TOut>(TIn[] input, int[]? shape = null)
        where TIn : unmanaged
        where TOut : unmanaged
    {
        var model = TfLiteModel.Read(ToFile());
        using var options = new SessionOptions { IntraOpNumThreads = 1 };
        using var session = new InferenceSession(TfLiteConverter.ToOnnx(model), options);
        using var run = new RunOptions();
        using var value = OrtValue.CreateTensorValueFromMemory(input, [.. (shape ?? model.Inputs[0].Shape).Select(side => (long)side)]);
        using var outputs = session.Run(run, [model.Inputs[0].Name], [value], [.. model.Outputs.Select(output => output.Name)]);
        return [.. outputs.Select(output => output.GetTensorDataAsSpan<TOut>().ToArray())];
    }

    /// <summary>The same values each time, from -1 to 1.</summary>
    public static float[] Random(int count, int seed = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
    }
}
