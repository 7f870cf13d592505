using System.Text.Json;
using System.Text.Json.Nodes;
using ImageClassification.Inference.Preprocessing;

namespace ImageClassification.Inference.Models;

/// <summary>Reads model.json, and refuses what it cannot keep to.</summary>
internal static class ManifestReader
{
    /// <summary>The fields that each object of a manifest may have; the whole manifest's name is empty.</summary>
    public static IReadOnlyDictionary<string, string[]> Fields { get; } = new Dictionary<string, string[]>
    {
        [""] =
        [
            "$schema", "version", "file", "sha256", "externalData", "labels", Presets.Field,
            "input", "decode", "orientation", "resize", "normalization", "output", "topK", "threshold",
        ],
        ["input"] = ["name", "type", "layout", "width", "height", "channelOrder"],
        ["decode"] = ["draft"],
        ["resize"] = ["mode", "size", "filter", "padColour"],
        ["normalization"] = ["scale", "divisor", "mean", "std"],
        ["output"] = ["name", "activation"],
    };

    /// <summary>The words for the values of each enum, in its order.</summary>
    public static IReadOnlyDictionary<string, string[]> Words { get; } = new Dictionary<string, string[]>
    {
        ["type"] = ["float32", "float16", "uint8"],
        ["layout"] = ["NCHW", "NHWC"],
        ["channelOrder"] = ["RGB", "BGR"],
        ["orientation"] = ["ignore", "exif"],
        ["mode"] = ["stretch", "shortest-edge", "fit"],
        ["filter"] = ["nearest", "box", "bilinear", "hamming", "bicubic", "lanczos"],
        ["activation"] = ["none", "softmax", "sigmoid"],
    };

    /// <param name="path">For the errors.</param>
    /// <param name="json">Its content.</param>
    /// <exception cref="ModelException">Names the file, the field and what to change.</exception>
    public static ModelManifest Read(string path, byte[] json)
    {
        try
        {
            if (JsonNode.Parse(json, documentOptions: new() { AllowDuplicateProperties = false }) is not JsonObject stated)
            {
                throw new ModelException($"{path} is not a JSON object.");
            }

            Presets.Complete(stated);
            using var document = JsonDocument.Parse(stated.ToJsonString());
            var manifest = Manifest(new ManifestObject(document.RootElement, "", Fields[""]));
            if (ManifestRules.Broken(manifest) is var (field, problem))
            {
                throw new ModelException($"{path}: {field} {problem}.");
            }

            return manifest;
        }
        catch (JsonException exception) when (exception.Path is { Length: > 0 } field && field != "$")
        {
            throw new ModelException($"{path}: {field.Replace("$.", "", StringComparison.Ordinal)} {exception.Message}.", exception);
        }
        catch (JsonException exception)
        {
            throw new ModelException($"{path} is not valid JSON. {exception.Message}", exception);
        }
    }

    private static ModelManifest Manifest(ManifestObject manifest) => new()
    {
        Version = manifest.Text("version"),
        File = manifest.Text("file"),
        Sha256 = manifest.Text("sha256"),
        ExternalData = manifest.OptionalTexts("externalData"),
        Labels = manifest.Text("labels"),
        Preset = manifest.OptionalText(Presets.Field),
        Input = Input(manifest.Object("input", Fields["input"])),
        Draft = manifest.OptionalObject("decode", Fields["decode"])?.OptionalIntegers("draft"),
        Orientation = (Orientation)manifest.Choice("orientation", Words["orientation"]),
        Resize = Resize(manifest.Object("resize", Fields["resize"])),
        Normalization = Normalization(manifest),
        Output = Output(manifest.Object("output", Fields["output"])),
        TopK = manifest.Integer("topK"),
        Threshold = manifest.OptionalNumber("threshold"),
    };

    private static ModelInput Input(ManifestObject input) => new()
    {
        Name = input.Text("name"),
        Type = (TensorType)input.OptionalChoice("type", Words["type"]),
        Layout = (TensorLayout)input.Choice("layout", Words["layout"]),
        Width = input.Integer("width"),
        Height = input.Integer("height"),
        ChannelOrder = (ChannelOrder)input.Choice("channelOrder", Words["channelOrder"]),
    };

    private static ModelResize Resize(ManifestObject resize) => new()
    {
        Mode = (ResizeMode)resize.Choice("mode", Words["mode"]),
        Size = resize.OptionalInteger("size"),
        Filter = (ResizeFilter)resize.Choice("filter", Words["filter"]),
        PadColour = resize.OptionalIntegers("padColour"),
    };

    /// <summary>A preset's name, or an object of the numbers themselves.</summary>
    private static Normalization Normalization(ManifestObject manifest)
    {
        const string name = "normalization";
        var value = manifest.Field(name);
        if (value.ValueKind == JsonValueKind.Object)
        {
            var numbers = manifest.Object(name, Fields[name]);
            return new Normalization(
                numbers.OptionalNumber("scale") ?? 1, numbers.OptionalNumber("divisor") ?? 1, numbers.OptionalNumbers("mean"), numbers.OptionalNumbers("std"));
        }

        return value.ValueKind == JsonValueKind.String && Models.Normalization.Presets.TryGetValue(value.GetString()!, out var preset)
            ? preset
            : throw manifest.Broken(
                name, $"is not known. Use one of {string.Join(", ", Models.Normalization.Presets.Keys)}, or an object with scale or divisor, mean and std");
    }

    private static ModelOutput Output(ManifestObject output) => new()
    {
        Name = output.Text("name"),
        Activation = (Activation)output.Choice("activation", Words["activation"]),
    };
}
