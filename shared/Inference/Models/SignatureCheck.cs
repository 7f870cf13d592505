using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace ImageClassification.Inference.Models;

/// <summary>Compares what the ONNX file takes and gives with what the manifest says.</summary>
internal sealed class SignatureCheck(ModelFolder folder, InferenceSession session)
{
    private const int AnyLength = -1;

    /// <param name="image">The shape of one image's tensor, with a batch of 1.</param>
    /// <exception cref="ModelException">Input or output have another name, type or shape, or the input is not the only one.</exception>
    public ModelSignature Require(IReadOnlyList<int> image)
    {
        var input = RequireInput(image);
        var batch = input.Dimensions[0] == AnyLength ? 1 : input.Dimensions[0];
        long[] inputShape = [batch, .. image.Skip(1)];
        var output = Require("output", folder.Manifest.Output.Name, session.OutputMetadata);
        if (output.OnnxValueType == OnnxValueType.ONNX_TYPE_SEQUENCE)
        {
            return new ModelSignature(input.ElementDataType, inputShape, TensorElementType.Float, null);
        }

        var outputShape = RequireOutput(output, batch);
        return new ModelSignature(input.ElementDataType, inputShape, output.ElementDataType, outputShape);
    }

    private NodeMetadata RequireInput(IReadOnlyList<int> image)
    {
        var name = folder.Manifest.Input.Name;
        var input = Require("input", name, session.InputMetadata);
        if (session.InputMetadata.Count > 1)
        {
            throw Wrong(
                $"takes {session.InputMetadata.Count} inputs ({string.Join(", ", session.InputMetadata.Keys)}). Export it with the image as its only one");
        }

        var actual = input.Dimensions;
        if (actual.Length != image.Count || actual[0] == 0 || !Matches(actual.Skip(1), image.Skip(1)))
        {
            throw Wrong(
                $"takes '{name}' of the shape {Text(actual)}, but input in the manifest (layout, width, height) makes {Text(image)}. "
                + "Correct them there; the batch may be of any size");
        }

        if (TypeOf(input) is not { } type)
        {
            throw Wrong($"takes '{name}' as {input.ElementDataType}; only {string.Join(", ", ManifestReader.Words["type"])} are supported. Export it as one of them");
        }

        return type == folder.Manifest.Input.Type
            ? input
            : throw Wrong($"takes '{name}' as {Name(type)}, but input.type in the manifest is {Name(folder.Manifest.Input.Type)}. Correct it there");
    }

    private long[] RequireOutput(NodeMetadata output, int batch)
    {
        var name = folder.Manifest.Output.Name;
        if (!TensorNumbers.Supports(output.ElementDataType))
        {
            throw Wrong($"gives '{name}' as {output.ElementDataType}, which are not confidences. Export it with numbers for the labels");
        }

        var actual = output.Dimensions;
        var labels = folder.Labels.Count;
        var isSingle = labels == 2 && (actual.Length == 1 || (actual.Length > 1 && actual[1] == 1));
        int[] expected = [batch, .. actual.Skip(1).Select((_, index) => index == 0 && !isSingle ? labels : 1)];
        if (labels < 2 || (actual.Length < 2 && !isSingle) || !Matches(actual, expected))
        {
            throw Wrong(
                $"gives '{name}' of the shape {Text(actual)}, but {folder.Manifest.Labels} has {labels} labels, for (batch, {labels}). "
                + "There must be a label for each value, in their order, or two labels for one value");
        }

        if (isSingle && folder.Manifest.Output.Activation == Activation.Softmax)
        {
            throw Wrong($"gives one value as '{name}', whose softmax is always 1. Set output.activation in the manifest to sigmoid, or to none where the graph ends with it");
        }

        if (!isSingle && folder.Manifest.Threshold is not null)
        {
            throw Wrong(
                $"gives a value for each label as '{name}', of which the highest wins. Remove threshold from the manifest: it is for models of one value");
        }

        return [.. expected.Select(side => (long)side)];
    }

    private static bool Matches(IEnumerable<int> actual, IEnumerable<int> expected) =>
        actual.Zip(expected).All(side => side.First == AnyLength || side.First == side.Second);

    private NodeMetadata Require(string kind, string name, IReadOnlyDictionary<string, NodeMetadata> known)
    {
        if (!known.TryGetValue(name, out var node))
        {
            throw Wrong($"has no {kind} '{name}', only {string.Join(", ", known.Keys)}. Correct {kind}.name in the manifest");
        }

        return node.IsTensor || (kind == "output" && node.OnnxValueType == OnnxValueType.ONNX_TYPE_SEQUENCE) ? node : throw Wrong($"has the {kind} '{name}', which is not a tensor. Export it with one");
    }

    private static TensorType? TypeOf(NodeMetadata tensor) => tensor.ElementDataType switch
    {
        TensorElementType.Float => TensorType.Float32,
        TensorElementType.Float16 => TensorType.Float16,
        TensorElementType.Double => TensorType.Float64,
        TensorElementType.UInt8 => TensorType.UInt8,
        TensorElementType.Int8 => TensorType.Int8,
        TensorElementType.Int32 => TensorType.Int32,
        TensorElementType.Int64 => TensorType.Int64,
        _ => null,
    };

    private ModelException Wrong(string what) => new($"{folder.ModelPath} {what} ({folder.ManifestPath}).");

    private static string Name(TensorType type) => type.ToString().ToLowerInvariant();

    private static string Text(IEnumerable<int> shape) => $"({string.Join(", ", shape.Select(side => side == AnyLength ? "any" : $"{side}"))})";
}
