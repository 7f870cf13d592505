using System.Runtime.InteropServices;
using ImageClassification.Models.Onnx;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace ImageClassification.Models;

/// <summary>Runs a graph on noise.</summary>
internal static class GraphProbe
{
    private const int AnySide = 224;

    /// <returns>Whether the values are between 0 and 1 and add up to 1; false if the graph does not run.</returns>
    public static bool GivesShares(string path, Graph graph, GraphOutput output)
    {
        if (graph.Type != TensorElementType.Float || output.Type != TensorElementType.Float)
        {
            return false;
        }

        try
        {
            using var session = new InferenceSession(path);
            long[] shape = [.. graph.Shape.Select((side, place) => side > 0 ? side
                : (long)(place == 0 ? 1 : place == (graph.Layout == "NHWC" ? 3 : 1) ? graph.Channels ?? 3 : AnySide))];
            var noise = new float[shape.Aggregate((product, side) => product * side)];
            var random = new Random(1);
            for (var i = 0; i < noise.Length; i++)
            {
                noise[i] = random.NextSingle();
            }

            using var input = OrtValue.CreateTensorValueFromMemory(noise, shape);
            using var run = new RunOptions();
            using var results = session.Run(run, [graph.Input], [input], [output.Name]);
            var all = MemoryMarshal.Cast<byte, float>(results[0].GetTensorMutableRawData());
            var values = all[..(all.Length / (int)shape[0])].ToArray();
            return values.Length > 1 && values.All(value => value is >= 0 and <= 1) && Math.Abs(values.Sum() - 1) < 0.001;
        }
        catch (OnnxRuntimeException)
        {
            return false;
        }
    }
}
