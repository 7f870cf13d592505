using ImageClassification.Models.Onnx;

namespace ImageClassification.Models.Producers;

/// <summary>Usual values for a graph of which nothing else is known. Each is marked as a guess.</summary>
internal static class Guesses
{
    private const string Source = "a guess";

    /// <summary>Sides under which training code does not cut anything out.</summary>
    private const int Small = 160;

    public static void Describe(Graph graph, Draft draft)
    {
        var isKeras = graph.Layout == "NHWC";
        var side = graph.Width ?? 224;
        draft.Say("input.layout", graph.Layout ?? "NCHW", Source, "the graph does not show which axis has the channels. Set it with --layout.");
        draft.Say("input.channelOrder", graph.IsOfCaffe ? "BGR" : "RGB", graph.IsOfCaffe ? "a guess: the file was made from Caffe" : Source,
            "no file states the order of the channels; BGR is Caffe's and OpenCV's (--channel-order).");
        draft.Say("orientation", "ignore", Source,
            "no file says whether images were turned by their EXIF; Pillow, Keras and torchvision do not (--orientation).");
        const string doubt = "no file states the resizing. Compare with the training code; set it with --preset, --resize, --size and --filter.";
        if (isKeras)
        {
            draft.Resize("stretch", "nearest", "a guess: Keras' load_img", doubt: doubt);
        }
        else if (side >= Small)
        {
            draft.Resize("shortest-edge", "bilinear", "a guess: torchvision's presets", (int)(side / 0.875), doubt: doubt);
        }
        else
        {
            draft.Resize("stretch", "bilinear", "a guess: training code cuts nothing out of small images", doubt: doubt);
        }

        var (value, usual) = graph.IsOfCaffe ? ("caffe", "the file was made from Caffe")
            : graph.Channels == 1 ? ("unit", "x / 255")
            : isKeras ? ("tf", "x / 127.5 - 1")
            : ("torch", "ImageNet's mean and deviation");
        draft.Say("normalization", value, $"a guess: {usual}",
            "no file says how pixels were normalized. Compare with the training code; set it with --preset, --normalization, --mean and --std.");
    }
}
