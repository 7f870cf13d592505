using System.Text.Json.Nodes;
using ImageClassification.Inference;
using ImageClassification.Models.Onnx;

namespace ImageClassification.Models.Producers;

/// <summary>
/// Azure Custom Vision's export: metadata in the ONNX file or metadata_properties.json, and cvexport.manifest.
/// <see href="https://github.com/Azure-Samples/customvision-export-samples/blob/main/samples/python/onnx/classification/predict.py"/>
/// </summary>
internal static class CustomVision
{
    private const string Prefix = "CustomVision.";

    public static bool Describe(ModelFiles files, OnnxFile onnx, Draft draft)
    {
        var export = files.Json("cvexport.manifest");
        var beside = files.Json("metadata_properties.json");
        if (export is null && beside is null && !onnx.Metadata.Keys.Any(
            key => key.StartsWith(Prefix, StringComparison.Ordinal) || key == "Image.BitmapPixelFormat"))
        {
            return false;
        }

        if (export?["DomainType"]?.GetValue<string>() is { } domain && domain != "Classification")
        {
            throw new ModelException(
                $"cvexport.manifest says DomainType {domain}: it gives no label for an image. Export a project of the type Classification.");
        }

        string? Told(string key) => onnx.Metadata.GetValueOrDefault(key) ?? beside?[key]?.ToString();
        var source = beside is null ? "the ONNX file's metadata (Custom Vision)" : "metadata_properties.json (Custom Vision)";
        Describe(Told, source, draft);
        var isMulti = Told(Prefix + "Postprocess.Method")?.Contains("MultiLabel", StringComparison.OrdinalIgnoreCase) == true;
        draft.Say("output.activation", "none", $"{source}: its graphs give probabilities");
        if (isMulti)
        {
            draft.Say("multiLabel", new JsonObject { ["threshold"] = 0.5 }, $"{source}: Postprocess.Method ClassificationMultiLabel; 0.5 is the service's");
        }

        return true;
    }

    private static void Describe(Func<string, string?> told, string source, Draft draft)
    {
        draft.Say("input.channelOrder",
            told("Image.BitmapPixelFormat")?.StartsWith("Bgr", StringComparison.OrdinalIgnoreCase) == true ? "BGR" : "RGB",
            $"{source}: Image.BitmapPixelFormat");
        foreach (var (field, key) in new[] { ("input.width", "TargetWidth"), ("input.height", "TargetHeight") })
        {
            if (int.TryParse(told($"{Prefix}Preprocess.{key}"), out var side) && side > 0)
            {
                draft.Say(field, side, $"{source}: {key}");
            }
        }

        var crop = told(Prefix + "Preprocess.CropMethod");
        draft.Say("orientation", "ignore", "Custom Vision's samples, which do not turn images");
        if (crop is "FullImageShorterSide" || crop?.Contains("Center", StringComparison.Ordinal) == true)
        {
            draft.Resize("crop", "bilinear", $"{source}: CropMethod {crop}", rounding: "floor",
                doubt: $"CropMethod {crop} is taken for a square of the shorter side, resized bilinearly. "
                    + "Custom Vision publishes no code for it; its sample for ONNX stretches the image (--resize stretch --filter bicubic).");
        }
        else
        {
            draft.Resize("stretch", "bicubic", "Custom Vision's sample for ONNX: Image.resize, by Pillow's default filter");
        }

        var isPixels = told("Image.NominalPixelRange") == "NominalRange_0_255";
        var (mean, std) = (Numbers(told(Prefix + "Preprocess.NormalizeMean"), 0), Numbers(told(Prefix + "Preprocess.NormalizeStd"), 1));
        draft.Say(
            "normalization",
            mean is null && std is null ? (isPixels ? "none" : "unit") : Json.Of(isPixels ? 1 : 255, mean ?? [0, 0, 0], std ?? [1, 1, 1]),
            $"{source}: Image.NominalPixelRange, NormalizeMean, NormalizeStd");
    }

    /// <summary>Null where they change nothing.</summary>
    private static double[]? Numbers(string? text, double neutral)
    {
        var numbers = text is null or "null" ? [] : JsonNode.Parse(text) is JsonArray values ? values.Select(value => (double)value!).ToArray() : [];
        return Array.TrueForAll(numbers, number => number == neutral) ? null : numbers;
    }
}
