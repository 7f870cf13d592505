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

    private const double PoolFormerShare = 0.9;

    private static readonly string[] Filters = ["nearest", "lanczos", "bilinear", "bicubic", "box", "hamming"];

    private static readonly string[] NotKnown = ["Perceiver", "ImageGPT", "Flava", "Pix2Struct",
        "NaFlex", "Idefics", "LlavaNext", "Siglip2", "Glpn", "Owl", "Detr", "Yolos", "Mask2Former", "SegGpt"];

    public static bool Describe(ModelFiles files, Draft draft)
    {
        if (files.Json(Processor) is not { } processor)
        {
            return false;
        }

        var config = files.Json("config.json");
        Describe(processor, config, draft);
        if (config is not null)
        {
            Classes(config, draft);
        }

        return true;
    }

    private static void Describe(JsonObject processor, JsonObject? config, Draft draft)
    {
        var type = Text(processor, "image_processor_type") ?? Text(processor, "feature_extractor_type") ?? "ViTImageProcessor";
        // From transformers 5 on, names without an ending are of processors on tensors, and Pil is the ending of those on Pillow.
        var isPil = type.EndsWith("ImageProcessorPil", StringComparison.Ordinal);
        var isFast = type.EndsWith("Fast", StringComparison.Ordinal)
            || (!isPil && config is not null && int.TryParse(Text(config, "transformers_version")?.Split('.')[0], out var major) && major >= 5);
        var family = type.Replace("ImageProcessorFast", "", StringComparison.Ordinal).Replace("ImageProcessorPil", "", StringComparison.Ordinal)
            .Replace("ImageProcessor", "", StringComparison.Ordinal).Replace("FeatureExtractor", "", StringComparison.Ordinal);
        var source = $"{Processor} ({type})";
        if (Array.Find(NotKnown, name => family.StartsWith(name, StringComparison.Ordinal)) is not null || Flag(processor, "do_pad", false))
        {
            throw new ModelException(
                $"{Processor} is for {type}{(Flag(processor, "do_pad", false) ? " with do_pad" : "")}, whose preprocessing is not supported.");
        }

        var doubt = processor["auto_map"] is not null ? $"{type} has code of its own (auto_map), which is not read. Compare with a golden file."
            : !ProcessorDefaults.IsKnown(family) ? $"{type} is not known, and taken for one that resizes as ViT's does. Compare with a golden file."
            : isFast ? "this processor resizes tensors, which gives other pixels than Pillow by up to a few levels. "
                + "Compare with a golden file, or use the one on Pillow: without Fast, and from transformers 5 on with Pil." : null;
        draft.Say("input.layout", "NCHW", source);
        draft.Say("orientation", "ignore", source);
        Resize(processor, family, source, doubt, draft);
        draft.Say("input.channelOrder", family == "MobileViT" && Flag(processor, "do_flip_channel_order", true) ? "BGR" : "RGB", source);
        draft.Say("normalization", Normalization(processor, family), source);
    }

    private static void Resize(JsonObject processor, string family, string source, string? doubt, Draft draft)
    {
        var defaults = ProcessorDefaults.Of(family);
        var filter = (int?)processor["resample"] is { } number && number < Filters.Length ? Filters[number] : defaults.Filter;
        var size = Size(processor["size"] ?? JsonValue.Create(defaults.Size), !defaults.IsShorterSide);
        (int Width, int Height)? crop = Flag(processor, "do_center_crop", defaults.IsCropped)
            ? Size(processor["crop_size"] ?? JsonValue.Create(defaults.Crop), true) is (var cropWidth, var cropHeight, _) ? (cropWidth, cropHeight) : null
            : null;
        if (!Flag(processor, "do_resize", true))
        {
            throw new ModelException(
                $"{Processor} says do_resize false: images must already have the model's size. "
                + "State how they are resized with --resize, --size and --filter.");
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
        else if (family == "PoolFormer" && (processor.ContainsKey("crop_pct") ? (double?)processor["crop_pct"] : PoolFormerShare) is { } share)
        {
            size = size.Width == size.Height ? ((int)(size.Width / share), 0, true) : ((int)(size.Width / share), (int)(size.Height / share), false);
        }

        var (width, height) = crop ?? (size.IsShorterSide
            ? throw new ModelException(
                $"{Processor} resizes the shorter side to {size.Width} and cuts nothing out: "
                + "images would come in all shapes. Set the model's size with --size.")
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
            draft.Resize("stretch", filter, source, size.Width == size.Height ? size.Width : throw new ModelException(
                $"{Processor} resizes to {size.Width} × {size.Height} before the crop, but only squares are supported."), "floor", doubt: doubt);
        }
    }

    private static JsonArray Normalization(JsonObject processor, string family)
    {
        var (steps, defaults) = (new JsonArray(), ProcessorDefaults.Of(family));
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
            steps.Add((JsonNode)new JsonObject { ["subtract"] = processor["image_mean"]?.DeepClone() ?? Json.Of(defaults.Mean) });
            steps.Add((JsonNode)new JsonObject { ["divide"] = processor["image_std"]?.DeepClone() ?? Json.Of(defaults.Std) });
        }

        if (family == "EfficientNet" && Flag(processor, "include_top", true))
        {
            steps.Add((JsonNode)new JsonObject { ["divide"] = processor["image_std"]?.DeepClone() ?? Json.Of(defaults.Std) });
        }

        return steps;
    }

    private static void Classes(JsonObject config, Draft draft)
    {
        if (config["architectures"]?[0]?.GetValue<string>() is { } architecture
            && !architecture.Contains("Classification", StringComparison.Ordinal) && !architecture.Contains("Teacher", StringComparison.Ordinal))
        {
            throw new ModelException($"config.json is of {architecture}, which does not classify images. Export a model for image classification.");
        }

        if (config["id2label"] is JsonObject names)
        {
            draft.Name(LabelFile.Parse(names.ToJsonString(), "config.json: id2label"), "config.json: id2label");
        }

        var problem = Text(config, "problem_type");
        if (problem == "regression")
        {
            throw new ModelException("config.json says problem_type regression: the model gives numbers, not classes.");
        }

        var isMulti = problem == "multi_label_classification";
        draft.Say("output.activation", isMulti ? "sigmoid" : "softmax", problem is null
            ? "config.json: problem_type is not stated, and Hugging Face then takes softmax"
            : $"config.json: problem_type {problem}");
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
        _ => throw new ModelException($"{Processor} has a size that is not supported: {size.ToJsonString()}. Set it with --size."),
    };

    private static string? Text(JsonObject json, string name) => json[name]?.GetValue<string>();

    private static bool Flag(JsonObject json, string name, bool absent) => json[name]?.GetValue<bool>() ?? absent;
}
