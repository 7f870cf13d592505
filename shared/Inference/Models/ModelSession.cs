using System.Collections.Concurrent;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace ImageClassification.Inference.Models;

/// <summary>
/// The one ONNX session of a model: each run is single-threaded, and several may run at once, each on its own
/// <see cref="RunBuffers"/>. Safe for several threads.
/// </summary>
internal sealed class ModelSession : IDisposable
{
    private readonly InferenceSession _session;
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;
    private readonly ModelSignature _signature;
    private readonly ModelOutput _output;
    private readonly IReadOnlyList<string> _labels;
    private readonly ConcurrentBag<RunBuffers> _idle = [];

    /// <exception cref="ModelException">The ONNX file is missing, damaged, or differs from the manifest.</exception>
    public ModelSession(ModelFolder folder, IReadOnlyList<int> imageShape)
    {
        _inputNames = [folder.Manifest.Input.Name];
        _outputNames = [folder.Manifest.Output.Name];
        (_output, _labels) = (folder.Manifest.Output, folder.Labels);
        _session = Open(folder);
        try
        {
            _signature = new SignatureCheck(folder, _session).Require(imageShape);
        }
        catch
        {
            _session.Dispose();
            throw;
        }
    }

    /// <summary>Types and shapes, for people.</summary>
    public override string ToString() =>
        $"{_inputNames[0]} {Text(_signature.InputType, _signature.InputShape)} to {_outputNames[0]} "
        + (_signature.OutputShape is { } shape ? Text(_signature.OutputType, shape) : "maps from label to number");

    /// <summary>Buffers that no other run uses until they are given back.</summary>
    public RunBuffers Rent() => _idle.TryTake(out var buffers) ? buffers : new RunBuffers(_signature);

    public void Return(RunBuffers buffers) => _idle.Add(buffers);

    /// <returns>What the model gives for the buffers' input: a value for each label, or one for the second of two.</returns>
    public double[] Run(RunBuffers buffers)
    {
        double[] values;
        if (_signature.OutputShape is null)
        {
            using var maps = _session.Run(buffers.Options, _inputNames, buffers.InputValues, _outputNames);
            values = TensorNumbers.OfFirstMap(maps[0], _labels);
        }
        else
        {
            _session.Run(buffers.Options, _inputNames, buffers.InputValues, _outputNames, buffers.OutputValues);
            values = buffers.Output;
        }

        return _output is { Scale: 1, ZeroPoint: 0 } ? values : Array.ConvertAll(values, value => (value - _output.ZeroPoint) * _output.Scale);
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var buffers))
        {
            buffers.Dispose();
        }

        _session.Dispose();
    }

    private static InferenceSession Open(ModelFolder folder)
    {
        // The first use of ONNX Runtime loads 28 MB of library, which takes longer than hashing most models.
        var verifying = Task.Run(folder.Verify);

        // On one vCPU a second thread only costs; images run beside each other instead.
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        verifying.GetAwaiter().GetResult();
        try
        {
            return new InferenceSession(folder.ModelPath, options); // by its path, so that it finds the files beside it, and is not copied
        }
        catch (OnnxRuntimeException exception)
        {
            throw new ModelException(
                $"{folder.ModelPath} is not a model that ONNX Runtime loads ({exception.Message}). Export it again.", exception);
        }
    }

    private static string Text(TensorElementType type, long[] shape) =>
        $"{(type == TensorElementType.Float ? "float32" : type.ToString().ToLowerInvariant())} ({string.Join(", ", shape)})";
}
