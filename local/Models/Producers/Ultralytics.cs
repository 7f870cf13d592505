using System.Globalization;
using System.Text.RegularExpressions;
using ImageClassification.Inference;
using ImageClassification.Models.Onnx;

namespace ImageClassification.Models.Producers;

/// <summary>
/// Ultralytics' metadata in the ONNX file, as its classify transforms: torchvision's Resize and CenterCrop of one size, x / 255.
/// <see href="https://github.com/ultralytics/ultralytics/blob/v8.3.0/ultralytics/data/augment.py"/>, classify_transforms
/// </summary>
internal static partial class Ultralytics
{
    private const string Source = "the ONNX file's metadata (Ultralytics)";

    public static bool Describe(OnnxFile onnx, Draft draft)
    {
        var metadata = onnx.Metadata;
        if (!metadata.TryGetValue("names", out var names))
        {
            return false;
        }

        if (!metadata.TryGetValue("task", out var task))
        {
            draft.Name(LabelFile.Parse(names, Source + ": names"), Source + ": names"); // YOLOv5, which says nothing else
            return false;
        }

        if (task != "classify")
        {
            throw new ModelException($"The model's task is {task}, not classify: "
                + "it is of Ultralytics, and gives no label for an image. Export one that was trained with task=classify.");
        }

        draft.Name(LabelFile.Parse(names, Source + ": names"), Source + ": names");
        var sizes = Number().Matches(metadata.GetValueOrDefault("imgsz", "")).Select(match => int.Parse(match.Value, CultureInfo.InvariantCulture)).ToList();
        var (height, width) = sizes is [var first, ..] ? (first, sizes[^1]) : (224, 224);
        draft.Say("input.layout", "NCHW", Source);
        draft.Say("input.width", width, Source + ": imgsz");
        draft.Say("input.height", height, Source + ": imgsz");
        draft.Say("input.channelOrder", "RGB", Source);
        draft.Say("orientation", "exif", Source + ": it reads images by OpenCV, which turns them");
        if (width == height)
        {
            draft.Resize("shortest-edge", "bilinear", Source, width);
        }
        else
        {
            draft.Resize("stretch", "bilinear", Source);
        }

        draft.Say("normalization", "unit", Source);
        draft.Say("output.activation", "softmax", Source);
        return true;
    }

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();
}
