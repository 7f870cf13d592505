using System.Text.Json;
using System.Text.Json.Nodes;

namespace ImageClassification.Inference.Models;

/// <summary>Reads model.json, and rejects fields that it does not support.</summary>
internal static class ManifestReader
{
    /// <summary>The fields that each object of a manifest may have; the whole manifest's name is empty.</summary>
    public static IReadOnlyDictionary<string, string[]> Fields { get; } = new Dictionary<string, string[]>
    {
        [""] =
        [
            "$schema", "version", "file", "sha256", "externalData", "labels", Presets.Field,
            "input", "decode", "orientation", "resize", "normalization", "output", "topK", "threshold", "multiLabel", "unknown",
        ],
        ["input"] = ["name", "type", "layout", "width", "height", "channels", "channelOrder"],
        ["decode"] = ["draft"],
        ["resize"] = ["mode", "size", "filter", "rounding", "padColour"],
        ["normalization"] = ["scale", "divisor", "mean", "std"],
        ["output"] = ["name", "activation", "scale", "zeroPoint"],
        ["multiLabel"] = ["threshold", "thresholds"],
    };

    /// <summary>The words for the values of each enum, in its order.</summary>
    public static IReadOnlyDictionary<string, string[]> Words { get; } = new Dictionary<string, string[]>
    {
        ["type"] = ["float32", "float16", "float64", "uint8", "int8", "int32", "int64"],
        ["layout"] = ["NCHW", "NHWC"],
        ["channelOrder"] = ["RGB", "BGR"],
        ["orientation"] = ["ignore", "exif"],
        ["mode"] = ["stretch", "shortest-edge", "fit", "crop"],
        ["filter"] = ["nearest", "box", "bilinear", "hamming", "bicubic", "lanczos"],
        ["rounding"] = ["half-even", "floor", "exact", "timm"],
        ["activation"] = ["none", "softmax", "sigmoid"],
    };

    /// <param name="path">For the errors.</param>
    /// <param name="json">Its content.</param>
    /// <exception cref="ModelException">Names the file, the field and what to change.</exception>
    public static ModelManifest Read(string path, byte[] json)
    {
        try
        {
            using var stream = new MemoryStream(json); // which may begin with a byte order mark; an array may not
            if (JsonNode.Parse(stream, documentOptions: new() { AllowDuplicateProperties = false }) is not JsonObject stated)
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

    private static ModelManifest Manifest(ManifestObject manifest) => Manifest(manifest, Input(manifest.Object("input", Fields["input"])));

    private static ModelManifest Manifest(ManifestObject manifest, ModelInput input) => new()
    {
        Version = manifest.Text("version"),
        File = manifest.Text("file"),
        Sha256 = manifest.Text("sha256"),
        ExternalData = manifest.OptionalTexts("externalData"),
        Labels = manifest.Text("labels"),
        Preset = manifest.OptionalText(Presets.Field),
        Input = input,
        Draft = manifest.OptionalObject("decode", Fields["decode"])?.OptionalIntegers("draft"),
        Orientation = (Orientation)manifest.Choice("orientation", Words["orientation"]),
        Resize = Resize(manifest.Object("resize", Fields["resize"])),
        Normalization = NormalizationReader.Read(manifest, input.Channels),
        Output = Output(manifest.Object("output", Fields["output"])),
        TopK = manifest.Integer("topK"),
        Threshold = manifest.OptionalNumber("threshold"),
        MultiLabel = manifest.OptionalObject("multiLabel", Fields["multiLabel"]) is { } multiLabel
            ? new(multiLabel.OptionalNumber("threshold") ?? 0.5, multiLabel.OptionalNumbersByName("thresholds") ?? [])
            : null,
        Unknown = manifest.OptionalNumber("unknown"),
    };

    private static ModelInput Input(ManifestObject input) => new()
    {
        Name = input.Text("name"),
        Type = (TensorType)input.OptionalChoice("type", Words["type"]),
        Layout = (TensorLayout)input.Choice("layout", Words["layout"]),
        Width = input.Integer("width"),
        Height = input.Integer("height"),
        Channels = input.OptionalInteger("channels") ?? 3,
        ChannelOrder = (ChannelOrder)(input.OptionalInteger("channels") == 1
            ? input.OptionalChoice("channelOrder", Words["channelOrder"])
            : input.Choice("channelOrder", Words["channelOrder"])),
    };

    private static ModelResize Resize(ManifestObject resize) => new()
    {
        Mode = (ResizeMode)resize.Choice("mode", Words["mode"]),
        Size = resize.OptionalInteger("size"),
        Filter = (ResizeFilter)resize.Choice("filter", Words["filter"]),
        Rounding = resize.Has("rounding") ? (Rounding)resize.Choice("rounding", Words["rounding"]) : null,
        PadColour = resize.OptionalIntegers("padColour"),
    };

    private static ModelOutput Output(ManifestObject output) => new()
    {
        Name = output.Text("name"),
        Activation = (Activation)output.Choice("activation", Words["activation"]),
        Scale = output.OptionalNumber("scale") ?? 1,
        ZeroPoint = output.OptionalInteger("zeroPoint") ?? 0,
    };
}
