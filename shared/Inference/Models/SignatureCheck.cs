using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace ImageClassification.Inference.Models;

/// <summary>Compares what the ONNX file takes and gives with what the manifest says.</summary>
internal sealed class SignatureCheck(ModelFolder folder, InferenceSession session)
{
    private const int AnyLength = -1;

    /// <exception cref="ModelException">The input has another name, type or shape, or is not the only one.</exception>
    public void RequireInput(IReadOnlyList<int> expected)
    {
        var name = folder.Manifest.Input.Name;
        var input = Require("input", name, session.InputMetadata);
        if (session.InputMetadata.Count > 1)
        {
            throw Wrong($"takes {session.InputMetadata.Count} inputs ({string.Join(", ", session.InputMetadata.Keys)}). Export it with the image as its only one");
        }

        var actual = input.Dimensions;
        if (actual.Length != expected.Count || !actual.Zip(expected).All(side => side.First == AnyLength || side.First == side.Second))
        {
            throw Wrong(
                $"takes '{name}' of the shape {Text(actual)}, but input in the manifest (layout, width, height) makes {Text(expected)}. "
                + "Correct them there; a batch is dynamic or 1");
        }
    }

    /// <returns>The output's shape for a batch of one.</returns>
    /// <exception cref="ModelException">The output has another name or type, or not one value for each label.</exception>
    public long[] RequireOutput()
    {
        var name = folder.Manifest.Output.Name;
        var actual = Require("output", name, session.OutputMetadata).Dimensions;
        var labels = folder.Labels.Count;
        var expected = actual.Select((_, index) => index == 1 ? labels : 1).ToArray();
        return actual.Length >= 2 && actual.Zip(expected).All(side => side.First == AnyLength || side.First == side.Second)
            ? [.. expected.Select(side => (long)side)]
            : throw Wrong(
                $"gives '{name}' of the shape {Text(actual)}, but {folder.Manifest.Labels} holds {labels} labels, for (batch, {labels}). "
                + "There must be a label for each value, in their order");
    }

    private NodeMetadata Require(string kind, string name, IReadOnlyDictionary<string, NodeMetadata> known)
    {
        if (!known.TryGetValue(name, out var node))
        {
            throw Wrong($"has no {kind} '{name}', only {string.Join(", ", known.Keys)}. Correct {kind}.name in the manifest");
        }

        return node.IsTensor && node.ElementDataType == TensorElementType.Float
            ? node
            : throw Wrong($"has the {kind} '{name}' of the type {node.ElementDataType}; only float32 is supported. Export it so");
    }

    private ModelException Wrong(string what) => new($"{Path.Combine(folder.Path, folder.Manifest.File)} {what} ({folder.ManifestPath}).");

    private static string Text(IEnumerable<int> shape) => $"({string.Join(", ", shape.Select(side => side == AnyLength ? "any" : $"{side}"))})";
}
