using System.Text.Json.Nodes;
using ImageClassification.Inference;

namespace ImageClassification.Models.Producers;

/// <summary>
/// timm's config.json or pretrained_cfg, as its eval transform reads it.
/// <see href="https://github.com/huggingface/pytorch-image-models/blob/v1.0.0/timm/data/transforms_factory.py"/>, transforms_imagenet_eval
/// </summary>
internal static class Timm
{
    private const double DefaultShare = 0.875;

    private static readonly string[] FileNames = ["config.json", "pretrained_cfg.json", "cfg.json", "preprocessor_config.json"];
    private static readonly double[] Mean = [0.485, 0.456, 0.406];
    private static readonly double[] Std = [0.229, 0.224, 0.225];

    public static bool Describe(ModelFiles files, int? side, Draft draft)
    {
        var (name, config) = FileNames.Select(name => (name, files.Json(name)))
            .FirstOrDefault(file => file.Item2 is { } json && (json["pretrained_cfg"] is JsonObject || json["input_size"] is JsonArray));
        if (config is null)
        {
            return false;
        }

        var recipe = config["pretrained_cfg"] as JsonObject ?? config;
        Describe(recipe, $"{name} (timm)", side, draft);
        draft.Say("output.activation", "softmax", $"{name} (timm)");
        draft.Name(Names(config, recipe), $"{name} (timm)");
        return true;
    }

    private static void Describe(JsonObject recipe, string source, int? side, Draft draft)
    {
        // The larger size that some are tested at is used where the graph was exported with it.
        var isTest = side is not null && recipe["test_input_size"] is JsonArray test && (int)test[2]! == side && (int?)recipe["input_size"]?[2] != side;
        var size = recipe[isTest ? "test_input_size" : "input_size"] is JsonArray { Count: 3 } stated
            ? stated.Select(value => (int)value!).ToArray()
            : [3, 224, 224];
        var share = (isTest ? Number(recipe, "test_crop_pct") : null) ?? Number(recipe, "crop_pct") ?? DefaultShare;
        var (height, width) = (size[1], size[2]);
        var filter = recipe["interpolation"]?.GetValue<string>() is { Length: > 0 } interpolation ? interpolation : "bicubic";
        var mode = recipe["crop_mode"]?.GetValue<string>() is { Length: > 0 } crop ? crop : "center";
        var mean = Numbers(recipe, "mean") ?? Mean;
        draft.Say("input.layout", "NCHW", source);
        draft.Say("input.width", width, source);
        draft.Say("input.height", height, source);
        draft.Say("input.channelOrder", "RGB", source);
        draft.Say("orientation", "ignore", source);
        if (width != height)
        {
            throw new ModelException($"{source} has an input of {width} × {height}: "
                + "only squares of timm are supported. Set the resize with --resize, --size and --filter.");
        }

        var before = (int)Math.Floor(width / share);
        switch (mode)
        {
            case "squash":
                draft.Resize("stretch", filter, source, before == width ? null : before);
                break;
            case "border":
                draft.Resize("fit", filter, source, before == width ? null : before, "timm", mean.Select(
                    value => (int)Math.Round(255 * value, MidpointRounding.ToEven)));
                break;
            default:
                draft.Resize("shortest-edge", filter, source, before);
                break;
        }

        draft.Say("normalization", Json.Of(255, mean, Numbers(recipe, "std") ?? Std), source);
    }

    /// <summary>The names, or their descriptions if they are WordNet ids.</summary>
    private static List<string> Names(JsonObject config, JsonObject recipe)
    {
        var names = config["label_names"] ?? recipe["label_names"];
        var descriptions = (config["label_descriptions"] ?? recipe["label_descriptions"]) as JsonObject;
        return names is not null ? [.. LabelFile.Parse(names.ToJsonString(), "label_names").Select(name => descriptions?[name]?.GetValue<string>() ?? name)]
            : config["id2label"] is JsonObject byNumber ? LabelFile.Parse(byNumber.ToJsonString(), "config.json: id2label") : [];
    }

    private static double? Number(JsonObject json, string name) => json[name] is JsonValue value ? (double)value : null;

    private static double[]? Numbers(JsonObject json, string name) => json[name] switch
    {
        JsonArray { Count: > 0 } values => [.. values.Select(value => (double)value!)],
        JsonValue value => [(double)value, (double)value, (double)value],
        _ => null,
    };
}
