using System.Collections.Concurrent;
using Microsoft.ML.OnnxRuntime;

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
    private readonly long[] _inputShape;
    private readonly long[] _outputShape;
    private readonly ConcurrentBag<RunBuffers> _idle = [];

    /// <exception cref="ModelException">The ONNX file is missing, damaged, or not what the manifest says.</exception>
    public ModelSession(ModelFolder folder, IReadOnlyList<int> inputShape)
    {
        _inputNames = [folder.Manifest.Input.Name];
        _outputNames = [folder.Manifest.Output.Name];
        _inputShape = [.. inputShape];
        _session = Open(folder);
        try
        {
            var signature = new SignatureCheck(folder, _session);
            signature.RequireInput(inputShape);
            _outputShape = signature.RequireOutput();
        }
        catch
        {
            _session.Dispose();
            throw;
        }
    }

    /// <summary>Buffers that no other run uses until they are given back.</summary>
    public RunBuffers Rent() => _idle.TryTake(out var buffers) ? buffers : new RunBuffers(_inputShape, _outputShape);

    public void Return(RunBuffers buffers) => _idle.Add(buffers);

    /// <summary>From the buffers' input to their output.</summary>
    public void Run(RunBuffers buffers) =>
        _session.Run(buffers.Options, _inputNames, buffers.InputValues, _outputNames, buffers.OutputValues);

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
        // On one vCPU a second thread only costs; images run beside each other instead.
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        var model = folder.ReadVerifiedModel();
        try
        {
            return new InferenceSession(model, options);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new ModelException(
                $"{Path.Combine(folder.Path, folder.Manifest.File)} is not a model that ONNX Runtime loads ({exception.Message}). Export it again.", exception);
        }
    }
}
