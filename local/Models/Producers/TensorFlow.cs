using System.Globalization;
using System.Text.Json.Nodes;
using ImageClassification.Models.Onnx;
using ImageClassification.Models.TfLite;

namespace ImageClassification.Models.Producers;

/// <summary>
/// Teachable Machine and TensorFlow Lite.
/// <see href="https://github.com/googlecreativelab/teachablemachine-community/blob/master/snippets/markdown/image/tensorflow/keras.md"/>
/// </summary>
internal static class TensorFlow
{
    /// <summary>What a .tflite file does not state, and its tools assume.</summary>
    public const string Convention = "TensorFlow Lite";

    private const string TeachableMachine = "Teachable Machine's sample";

    /// <summary>A labels.txt of lines such as "0 Cat" beside a model of 224 × 224 pixels, or a .tflite of its names.</summary>
    public static bool IsOfTeachableMachine(ModelFiles files, Graph graph, string? labels)
    {
        var names = Path.GetFileName(files.Model).ToLowerInvariant();
        var isNamed = names is "model_unquant.tflite" or "keras_model.onnx" || (names == "model.tflite" && files.Find("labels.txt") is not null);
        return (graph.Width, graph.Height) is (224, 224) && labels is not null
            && File.ReadLines(labels).Select((line, index) => (line, index)).All(
                row => row.line.Length == 0 || row.line.StartsWith($"{row.index} ", StringComparison.Ordinal))
            && (isNamed || graph.Layout == "NHWC");
    }

    public static void DescribeTeachableMachine(Draft draft, bool isPixels)
    {
        draft.Say("input.layout", "NHWC", TeachableMachine);
        draft.Say("input.channelOrder", "RGB", TeachableMachine);
        draft.Say("orientation", "ignore", TeachableMachine);
        draft.Resize("crop", "lanczos", $"{TeachableMachine}: ImageOps.fit(image, size, LANCZOS)");
        draft.Say("normalization", isPixels ? "none" : "tf", isPixels ? "the model takes pixels" : $"{TeachableMachine}: x / 127.5 - 1");
    }

    /// <summary>The fields in a .tflite file's metadata.</summary>
    public static void Describe(TfLiteModel model, Draft draft, bool isPixels)
    {
        const string told = "the .tflite file's metadata";
        draft.Name(model.Metadata.Labels is { } lines ? LabelFile.Parse(string.Join('\n', lines).Trim(), told) : [], told);
        draft.Say("input.layout", "NHWC", Convention);
        draft.Say("input.channelOrder", "RGB", Convention);
        draft.Say("orientation", "ignore", Convention);
        draft.Resize(
            "stretch", "bilinear", "TensorFlow Lite's own samples",
            doubt: "a .tflite file does not say how images are resized: bilinearly to its size is TensorFlow Lite's way.");
        var (mean, std) = (model.Metadata.Mean, model.Metadata.Std);
        if (isPixels)
        {
            draft.Say("normalization", "none", "the model takes pixels");
        }
        else if (mean.Length > 0 && std.Length > 0)
        {
            draft.Say("normalization", new JsonArray(
                new JsonObject { ["subtract"] = Json.Of(mean.Select(Exact)) }, new JsonObject { ["divide"] = Json.Of(std.Select(Exact)) }), told);
        }
        else
        {
            draft.Say("normalization", "tf", "a guess",
                "the .tflite file does not state the range of its input: x / 127.5 - 1 is the most usual, x / 255 (--normalization unit) the second.");
        }
    }

    /// <summary>The shortest number that is the float.</summary>
    private static double Exact(float number) => double.Parse(number.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
