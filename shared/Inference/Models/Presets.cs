using System.Text.Json;
using System.Text.Json.Nodes;

namespace ImageClassification.Inference.Models;

/// <summary>
/// The preprocessing that well-known training code does, as the fields of a manifest.
/// <see href="https://github.com/keras-team/keras/tree/v3.0.0/keras/applications"/>: load_img at the model's default size, then its
/// preprocess_input. <see href="https://pytorch.org/vision/0.15/models.html"/>: Resize(256), CenterCrop(224), Normalize.
/// </summary>
internal static class Presets
{
    public const string Field = "preset";

    private static readonly Dictionary<string, string> Known = new()
    {
        ["keras/xception"] = Keras(299, "tf"),
        ["keras/inceptionv3"] = Keras(299, "tf"),
        ["keras/mobilenetv2"] = Keras(224, "tf"),
        ["keras/resnet50"] = Keras(224, "caffe", "BGR"),
        ["keras/vgg16"] = Keras(224, "caffe", "BGR"),
        ["keras/densenet"] = Keras(224, "torch"),
        ["keras/efficientnet"] = Keras(224, "none"), // B0; the graph includes the normalization
        ["torchvision/imagenet"] = """
            {
              "input": { "layout": "NCHW", "width": 224, "height": 224, "channelOrder": "RGB" },
              "orientation": "ignore",
              "resize": { "mode": "shortest-edge", "size": 256, "filter": "bilinear" },
              "normalization": "torch"
            }
            """,
    };

    public static IReadOnlyCollection<string> Names => Known.Keys;

    /// <exception cref="JsonException">There is none of the name.</exception>
    public static JsonObject Of(string name) => Known.TryGetValue(name, out var preset)
        ? JsonNode.Parse(preset)!.AsObject()
        : throw new JsonException($"'{name}' is not known. Use one of {string.Join(", ", Names)}", Field, null, null);

    /// <summary>Adds the preset's values that the manifest does not state: of input field by field, the others as a whole.</summary>
    /// <exception cref="JsonException">There is no such preset.</exception>
    public static void Complete(JsonObject manifest)
    {
        if (manifest[Field] is JsonValue name && name.GetValueKind() == JsonValueKind.String)
        {
            Complete(manifest, Of(name.GetValue<string>()));
        }
    }

    private static void Complete(JsonObject stated, JsonObject preset)
    {
        foreach (var (name, value) in preset)
        {
            if (!stated.TryGetPropertyValue(name, out var present))
            {
                stated.Add(name, value!.DeepClone());
            }
            else if (name == "input" && present is JsonObject input)
            {
                Complete(input, value!.AsObject());
            }
        }
    }

    private static string Keras(int size, string normalization, string order = "RGB") => $$"""
        {
          "input": { "layout": "NHWC", "width": {{size}}, "height": {{size}}, "channelOrder": "{{order}}" },
          "orientation": "ignore",
          "resize": { "mode": "stretch", "filter": "nearest" },
          "normalization": "{{normalization}}"
        }
        """;
}
