using System.Text.Json.Nodes;
using ImageClassification.Inference;

namespace ImageClassification.Models.Producers;

/// <summary>
/// optimum's folders: preprocessor_config.json and config.json beside the model, as the image processors on Pillow and numpy read them.
/// <see href="https://github.com/huggingface/transformers/blob/v4.48.0/src/transformers/image_transforms.py"/>
/// </summary>
internal static class HuggingFace
{
    private const string Processor = "preprocessor_config.json";

    /// <summary>Processors that take a single number as the shorter side, where the others make a square of it.</summary>
    private static readonly HashSet<string> ShorterSide =
        ["CLIP", "ChineseCLIP", "Bit", "ConvNext", "MobileNetV1", "MobileNetV2", "MobileViT", "Levit", "PoolFormer", "VideoMAE", "EfficientFormer", "PvtV2"];

    /// <summary>What they do where the file does not say: the size, whether the centre is cut out of it, the filter.</summary>
    private static readonly Dictionary<string, (int Size, int? Crop, int Filter)> Defaults = new()
    {
        ["BEiT"] = (256, 224, 3),
        ["Beit"] = (256, 224, 3),
        ["DeiT"] = (256, 224, 3),
        ["CLIP"] = (224, 224, 3),
        ["ChineseCLIP"] = (224, 224, 3),
        ["Bit"] = (224, 224, 3),
        ["ConvNext"] = (384, null, 3),
        ["MobileNetV1"] = (256, 224, 2),
        ["MobileNetV2"] = (256, 224, 2),
        ["MobileViT"] = (224, 256, 2),
        ["Levit"] = (224, 224, 3),
        ["PoolFormer"] = (224, 224, 3),
        ["EfficientFormer"] = (224, 224, 3),
        ["EfficientNet"] = (346, null, 0),
        ["Siglip"] = (224, null, 3),
    };

    private static readonly string[] NotKnown = ["Perceiver", "ImageGPT", "Flava", "Pix2Struct", "NaFlex", "Idefics", "LlavaNext", "Siglip2", "Glpn", "Owl", "Detr", "Yolos", "Mask2Former", "SegGpt"];

    public static bool Describe(ModelFiles files, Draft draft)
    {
        if (files.Json(Processor) is not { } processor)
        {
            return false;
        }

        var config = files.Json("config.json");
        Describe(processor, draft);
        if (config is not null)
        {
            Classes(config, draft);
        }

        return true;
    }

    private static void Describe(JsonObject processor, Draft draft)
    {
        var type = Text(processor, "image_processor_type") ?? Text(processor, "feature_extractor_type") ?? "ViTImageProcessor";
        var isFast = type.EndsWith("Fast", StringComparison.Ordinal);
        var family = type.Replace("ImageProcessorFast", "", StringComparison.Ordinal).Replace("ImageProcessor", "", StringComparison.Ordinal).Replace("FeatureExtractor", "", StringComparison.Ordinal);
        var source = $"{Processor} ({type})";
        if (Array.Find(NotKnown, name => family.StartsWith(name, StringComparison.Ordinal)) is not null || Flag(processor, "do_pad", false))
        {
            throw new ModelException($"{Processor} is for {type}{(Flag(processor, "do_pad", false) ? " with do_pad" : "")}, whose preparation of images is not supported.");
        }

        var doubt = isFast ? "the Fast processor resizes tensors, which gives other pixels than Pillow by up to a few levels. Compare with a golden file, or use the processor without Fast." : null;
        draft.Say("input.layout", "NCHW", source);
        draft.Say("orientation", "ignore", source);
        Resize(processor, family, source, doubt, draft);
        draft.Say("input.channelOrder", Flag(processor, "do_flip_channel_order", false) && family == "MobileViT" ? "BGR" : "RGB", source);
        draft.Say("normalization", Normalization(processor, family), source);
    }

    private static void Resize(JsonObject processor, string family, string source, string? doubt, Draft draft)
    {
        var (defaultSize, defaultCrop, defaultFilter) = Defaults.GetValueOrDefault(family, (224, null, 2));
        var filter = (int?)processor["resample"] switch { 0 => "nearest", 1 => "lanczos", 2 => "bilinear", 3 => "bicubic", 4 => "box", 5 => "hamming", _ => null }
            ?? new[] { "nearest", "lanczos", "bilinear", "bicubic" }[defaultFilter];
        var size = Size(processor["size"] ?? JsonValue.Create(defaultSize), !ShorterSide.Contains(family));
        (int Width, int Height)? crop = Flag(processor, "do_center_crop", defaultCrop is not null && processor["crop_pct"] is null)
            ? Size(processor["crop_size"] ?? JsonValue.Create(defaultCrop ?? defaultSize), true) is (var cropWidth, var cropHeight, _) ? (cropWidth, cropHeight) : null
            : null;
        if (!Flag(processor, "do_resize", true))
        {
            throw new ModelException($"{Processor} says do_resize false: the images have to have the model's size already. Say how they are resized with --resize, --size and --filter.");
        }

        if (family == "ConvNext" && size.IsShorterSide)
        {
            var share = (double?)processor["crop_pct"] ?? 224.0 / 256;
            var isWarped = size.Width >= 384;
            (crop, size) = ((size.Width, size.Width), isWarped ? size with { IsShorterSide = false } : size with { Width = (int)(size.Width / share) });
        }
        else if (family == "Levit" && size.IsShorterSide)
        {
            size = size with { Width = (int)(256.0 / 224 * size.Width) };
        }
        else if (family == "PoolFormer" && (double?)processor["crop_pct"] is { } share)
        {
            crop ??= (size.Width, size.Width);
            size = new((int)(size.Width / share), 0, true);
        }

        var (width, height) = crop ?? (size.IsShorterSide
            ? throw new ModelException($"{Processor} resizes the shorter side to {size.Width} and cuts nothing out: images would come in all shapes. Say the model's size with --size.")
            : (size.Width, size.Height));
        draft.Say("input.width", width, source);
        draft.Say("input.height", height, source);
        if (size.IsShorterSide)
        {
            draft.Resize("shortest-edge", filter, source, size.Width, "floor", doubt: doubt);
        }
        else if ((size.Width, size.Height) == (width, height))
        {
            draft.Resize("stretch", filter, source, doubt: doubt);
        }
        else
        {
            draft.Resize("stretch", filter, source, size.Width == size.Height ? size.Width : throw new ModelException($"{Processor} resizes to {size.Width} × {size.Height} before the crop, which only squares are supported for."), "floor", doubt: doubt);
        }
    }

    private static JsonArray Normalization(JsonObject processor, string family)
    {
        var steps = new JsonArray();
        if (Flag(processor, "do_rescale", true))
        {
            steps.Add((JsonNode)new JsonObject { ["multiply"] = (double?)processor["rescale_factor"] ?? 1 / 255.0, ["in"] = "float64" });
            if (Flag(processor, "rescale_offset", false))
            {
                steps.Add((JsonNode)new JsonObject { ["subtract"] = 1 });
            }
        }

        if (Flag(processor, "do_normalize", family != "MobileViT"))
        {
            double[] fallback = family switch { "CLIP" or "Bit" => [0.48145466, 0.4578275, 0.40821073], "Levit" or "PoolFormer" => [0.485, 0.456, 0.406], _ => [0.5, 0.5, 0.5] };
            double[] fallbackStd = family switch { "CLIP" or "Bit" => [0.26862954, 0.26130258, 0.27577711], "Levit" or "PoolFormer" => [0.229, 0.224, 0.225], _ => [0.5, 0.5, 0.5] };
            steps.Add((JsonNode)new JsonObject { ["subtract"] = processor["image_mean"]?.DeepClone() ?? new JsonArray([.. fallback.Select(value => JsonValue.Create(value))]) });
            steps.Add((JsonNode)new JsonObject { ["divide"] = processor["image_std"]?.DeepClone() ?? new JsonArray([.. fallbackStd.Select(value => JsonValue.Create(value))]) });
        }

        if (family == "EfficientNet" && Flag(processor, "include_top", true) && processor["image_std"] is { } std)
        {
            steps.Add((JsonNode)new JsonObject { ["divide"] = std.DeepClone() });
        }

        return steps;
    }

    private static void Classes(JsonObject config, Draft draft)
    {
        if (config["architectures"]?[0]?.GetValue<string>() is { } architecture && !architecture.Contains("Classification", StringComparison.Ordinal) && !architecture.Contains("Teacher", StringComparison.Ordinal))
        {
            throw new ModelException($"config.json is of {architecture}, which classifies no images. Export a model for image classification.");
        }

        if (config["id2label"] is JsonObject names)
        {
            draft.Labels = LabelFile.Parse(names.ToJsonString(), "config.json: id2label");
        }

        var problem = Text(config, "problem_type");
        if (problem == "regression")
        {
            throw new ModelException("config.json says problem_type regression: the model gives numbers, no classes.");
        }

        var isMulti = problem == "multi_label_classification";
        draft.Say("output.activation", isMulti ? "sigmoid" : "softmax", problem is null ? "config.json: problem_type is not stated, of which Hugging Face takes softmax" : $"config.json: problem_type {problem}");
        if (isMulti)
        {
            draft.Say("multiLabel", new JsonObject { ["threshold"] = 0.5 }, "config.json: problem_type multi_label_classification; 0.5 by convention");
        }
    }

    private static (int Width, int Height, bool IsShorterSide) Size(JsonNode size, bool isSquare) => size switch
    {
        JsonObject sides when sides["shortest_edge"] is { } edge => ((int)edge, (int)edge, true),
        JsonObject sides when sides["width"] is { } width && sides["height"] is { } height => ((int)width, (int)height, false),
        JsonArray { Count: 2 } sides => ((int)sides[1]!, (int)sides[0]!, false),
        JsonArray { Count: 1 } sides => ((int)sides[0]!, (int)sides[0]!, !isSquare),
        JsonValue => ((int)size, (int)size, !isSquare),
        _ => throw new ModelException($"{Processor} has a size that is not supported: {size.ToJsonString()}. Say it with --size."),
    };

    private static string? Text(JsonObject json, string name) => json[name]?.GetValue<string>();

    private static bool Flag(JsonObject json, string name, bool absent) => json[name]?.GetValue<bool>() ?? absent;
}
