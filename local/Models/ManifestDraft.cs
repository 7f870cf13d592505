using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using ImageClassification.Inference;
using ImageClassification.Inference.Models;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace ImageClassification.Models;

/// <summary>A manifest for a model that has none: what its graph tells, and the rest as a preset has it.</summary>
public sealed class ManifestDraft
{
    /// <summary>What the ONNX file has to be named.</summary>
    public const string ModelFile = "model.onnx";

    /// <summary>What the file of labels has to be named.</summary>
    public const string LabelsFile = "labels.txt";

    private const int Channels = 3;
    private const int MostLabelsKept = 5;

    private readonly List<string> _notInferred = [];

    /// <param name="onnxFile">Its external data, if any, beside it.</param>
    /// <param name="labels">How many.</param>
    /// <param name="preset">One of <see cref="PresetNames"/>.</param>
    /// <exception cref="ModelException">There is no such preset, or ONNX Runtime does not load the file.</exception>
    public ManifestDraft(string onnxFile, int labels, string preset)
    {
        try
        {
            var model = File.ReadAllBytes(onnxFile);
            ExternalFiles = [.. ExternalData.FilesOf(model)];
            using var session = new InferenceSession(onnxFile);
            Json = Write(onnxFile, model, labels, Presets.Of(preset), session);
        }
        catch (Exception exception) when (exception is JsonException or IOException or OnnxRuntimeException)
        {
            throw new ModelException($"No manifest for {onnxFile}: {exception.Message}.", exception);
        }
    }

    public static IReadOnlyCollection<string> PresetNames => Presets.Names;

    /// <summary>For model.json.</summary>
    public string Json { get; }

    /// <summary>The files beside the ONNX file in which it keeps weights.</summary>
    public IReadOnlyList<string> ExternalFiles { get; }

    /// <summary>What neither graph nor preset knows for sure, a sentence each.</summary>
    public IReadOnlyList<string> NotInferred => _notInferred;

    private string Write(string onnxFile, byte[] model, int labels, JsonObject preset, InferenceSession session)
    {
        var manifest = new JsonObject
        {
            ["$schema"] = "../model.schema.json",
            ["version"] = "1",
            ["file"] = ModelFile,
            ["sha256"] = Hash(model),
        };
        if (ExternalFiles.Count > 0)
        {
            manifest["externalData"] = new JsonObject(ExternalFiles.Select(
                file => KeyValuePair.Create(file, (JsonNode?)Hash(File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(onnxFile))!, file))))));
        }

        var (inputName, input) = session.InputMetadata.First();
        var (outputName, output) = session.OutputMetadata.FirstOrDefault(
            output => output.Value.Dimensions is [_, var values, ..] && values == labels, session.OutputMetadata.First());
        var isSingle = labels == 2 && (output.Dimensions is [_] or [_, 1, ..]);
        manifest["labels"] = LabelsFile;
        manifest["input"] = Input(inputName, input, preset["input"]!);
        foreach (var field in new[] { "orientation", "resize", "normalization" })
        {
            manifest[field] = preset[field]!.DeepClone();
        }

        manifest["output"] = new JsonObject { ["name"] = outputName, ["activation"] = Activation(session, manifest["input"]!, outputName, isSingle) };
        manifest["topK"] = Math.Min(MostLabelsKept, labels);
        if (isSingle)
        {
            manifest["threshold"] = 0.5;
            _notInferred.Add("labels: which label the one output value is for; it must be the second.");
        }

        _notInferred.Add("orientation, resize, normalization, input.channelOrder: they are the preset's. Compare them with the training code.");
        return "{\n" + string.Join(",\n", manifest.Select(field => $"  \"{field.Key}\": {Inline(field.Value!)}")) + "\n}\n";
    }

    private JsonObject Input(string name, NodeMetadata node, JsonNode preset)
    {
        var dimensions = node.Dimensions;
        var layout = dimensions switch
        {
            [_, Channels, _, not Channels] => "NCHW",
            [_, _, _, Channels] => "NHWC",
            _ => null,
        };
        if (layout is null)
        {
            _notInferred.Add($"input.layout: the graph takes ({string.Join(", ", dimensions)}), where -1 is any.");
        }

        layout ??= preset["layout"]!.GetValue<string>();
        var (height, width) = (layout, dimensions) switch
        {
            ("NCHW", [_, _, var rows, var columns]) => (rows, columns),
            ("NHWC", [_, var rows, var columns, _]) => (rows, columns),
            _ => (-1, -1),
        };
        if (height < 1 || width < 1)
        {
            _notInferred.Add("input.width, input.height: the graph takes any; they are the preset's.");
        }

        var input = new JsonObject { ["name"] = name, ["layout"] = layout };
        if (node.ElementDataType != TensorElementType.Float)
        {
            input["type"] = node.ElementDataType.ToString().ToLowerInvariant();
        }

        input["width"] = width > 0 ? width : preset["width"]!.DeepClone();
        input["height"] = height > 0 ? height : preset["height"]!.DeepClone();
        input["channelOrder"] = preset["channelOrder"]!.DeepClone();
        return input;
    }

    private string Activation(InferenceSession session, JsonNode input, string output, bool isSingle)
    {
        if (isSingle)
        {
            _notInferred.Add("output.activation: sigmoid for a logit, none where the graph ends with the sigmoid.");
            return "sigmoid";
        }

        try
        {
            return EndsWithSoftmax(session, input, output) ? "none" : "softmax";
        }
        catch (OnnxRuntimeException)
        {
            _notInferred.Add("output.activation: softmax for logits, none where the graph ends with it, sigmoid for labels that exclude none.");
            return "softmax";
        }
    }

    /// <summary>By a run on black: whether the values lie between 0 and 1 and add up to 1.</summary>
    private static bool EndsWithSoftmax(InferenceSession session, JsonNode input, string output)
    {
        var (width, height) = (input["width"]!.GetValue<int>(), input["height"]!.GetValue<int>());
        var (name, node) = session.InputMetadata.First();
        long[] shape = input["layout"]!.GetValue<string>() == "NCHW" ? [1, Channels, height, width] : [1, height, width, Channels];
        shape[0] = Math.Max(1, node.Dimensions[0]);
        using var black = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, node.ElementDataType, shape);
        black.GetTensorMutableRawData().Clear();
        using var run = new RunOptions();
        using var results = session.Run(run, [name], [black], [output]);
        var bytes = results[0].GetTensorMutableRawData();
        bytes = bytes[..(bytes.Length / (int)shape[0])];
        float[] values = session.OutputMetadata[output].ElementDataType == TensorElementType.Float16
            ? Array.ConvertAll(MemoryMarshal.Cast<byte, Half>(bytes).ToArray(), value => (float)value)
            : MemoryMarshal.Cast<byte, float>(bytes).ToArray();
        return values.All(value => value is >= 0 and <= 1) && Math.Abs(values.Sum() - 1) < 0.01;
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static string Inline(JsonNode node) => node switch
    {
        JsonObject fields => $"{{ {string.Join(", ", fields.Select(field => $"\"{field.Key}\": {Inline(field.Value!)}"))} }}",
        JsonArray values => $"[{string.Join(", ", values.Select(value => Inline(value!)))}]",
        _ => node.ToJsonString(),
    };
}
