using System.Globalization;
using ImageClassification.Inference;
using ImageClassification.Inference.Models;

namespace ImageClassification.Models.Producers;

/// <summary>The option --preset: Keras' applications and torchvision's weights by name, and the manifest's own presets.</summary>
internal static class Recipes
{
    private const string TorchVision = "torchvision/";
    private const string Keras = "keras/";

    /// <summary>Size and normalization. <see href="https://github.com/keras-team/keras/tree/v3.12.0/keras/src/applications"/></summary>
    private static readonly Dictionary<string, (int Size, string Normalization)> Applications = new(
        from row in new[]
        {
            "tf: xception 299, inceptionv3 299, inceptionresnetv2 299, mobilenet 224, mobilenetv2 224, "
            + "resnet50v2 224, resnet101v2 224, resnet152v2 224, nasnetmobile 224, nasnetlarge 331",
            "caffe: vgg16 224, vgg19 224, resnet50 224, resnet101 224, resnet152 224",
            "torch: densenet 224, densenet121 224, densenet169 224, densenet201 224",
            "none: efficientnet 224, efficientnetb0 224, efficientnetb1 240, efficientnetb2 260, "
            + "efficientnetb3 300, efficientnetb4 380, efficientnetb5 456, efficientnetb6 528, efficientnetb7 600",
            "none: efficientnetv2b0 224, efficientnetv2b1 240, efficientnetv2b2 260, "
            + "efficientnetv2b3 300, efficientnetv2s 384, efficientnetv2m 480, efficientnetv2l 480",
            "none: mobilenetv3small 224, mobilenetv3large 224, convnexttiny 224, convnextsmall 224, convnextbase 224, convnextlarge 224, convnextxlarge 224",
        }
        let halves = row.Split(": ")
        from entry in halves[1].Split(", ")
        let words = entry.Split(' ')
        select KeyValuePair.Create(words[0], (int.Parse(words[1], CultureInfo.InvariantCulture), halves[0])));

    private static readonly Lazy<IReadOnlyList<Weights>> AllWeights = new(ReadWeights);

    /// <summary>For the help: the kinds of presets, and single ones.</summary>
    public static string Description => $"{TorchVision}NAME for a model or one of its weights (torchvision/resnet50, "
        + $"torchvision/ResNet50_Weights.IMAGENET1K_V2), {TorchVision}imagenet, "
        + $"{Keras}NAME for an application (keras/mobilenetv2)";

    /// <summary>The usual spelling of each; case and punctuation are ignored.</summary>
    public static IEnumerable<string> Names =>
    [
        .. AllWeights.Value.Select(weights => TorchVision + weights.Model.ToLowerInvariant()).Distinct(),
        .. AllWeights.Value.Select(weights => TorchVision + weights.Name), .. Applications.Keys.Select(name => Keras + name), TorchVision + "imagenet",
    ];

    /// <summary>The sizes to which torchvision's weights resize the shorter side.</summary>
    public static IEnumerable<int> Sizes => AllWeights.Value.Select(weights => weights.Resize).Distinct();

    /// <returns>A preset of torchvision that resizes so; null where there is none.</returns>
    public static string? Like(ModelResize resize, int side) => resize is { Mode: ResizeMode.ShortestEdge, Rounding: null or Rounding.HalfEven }
        ? AllWeights.Value.Where(
            weights => (weights.Crop, weights.Resize, weights.Filter) == (side, resize.Size, ManifestReader.Words["filter"][(int)resize.Filter]))
            .Select(weights => TorchVision + weights.Name).FirstOrDefault()
        : null;

    /// <returns>Null where there is a preset of the name.</returns>
    public static string? FaultOf(string preset)
    {
        try
        {
            Describe(preset, new());
            return null;
        }
        catch (ModelException exception)
        {
            return $"must be a preset. {exception.Message}";
        }
    }

    /// <exception cref="ModelException">There is none of the name. The message names the nearest.</exception>
    public static void Describe(string preset, Draft draft)
    {
        var source = $"--preset {preset}";
        if (preset == TorchVision + "imagenet")
        {
            Own(preset, source, draft);
            return;
        }

        if (preset.StartsWith(TorchVision, StringComparison.Ordinal))
        {
            Describe(Find(preset[TorchVision.Length..]), source, draft);
        }
        else if (preset.StartsWith(Keras, StringComparison.Ordinal) && Applications.TryGetValue(Plain(preset[Keras.Length..]), out var application))
        {
            draft.Say("input.layout", "NHWC", source);
            draft.Say("input.width", application.Size, source);
            draft.Say("input.height", application.Size, source);
            draft.Say("input.channelOrder", application.Normalization == "caffe" ? "BGR" : "RGB", source);
            draft.Say("orientation", "ignore", source);
            draft.Resize("stretch", "nearest", source + ": keras.utils.load_img, whose filter is nearest unless told otherwise");
            draft.Say("normalization", application.Normalization, source);
        }
        else
        {
            throw Unknown(preset);
        }
    }

    private static void Own(string preset, string source, Draft draft)
    {
        foreach (var (name, value) in Presets.Of(preset))
        {
            foreach (var (field, part) in name == "input" ? value!.AsObject().Select(part => ($"input.{part.Key}", part.Value!)) : [(name, value!)])
            {
                draft.Say(field, part.DeepClone(), source);
            }
        }

        draft.Say("output.activation", "softmax", source);
    }

    private static void Describe((Weights Weights, string? Doubt) found, string source, Draft draft)
    {
        var (weights, doubt) = found;
        source = $"{source} ({weights.Name})";
        draft.Say("input.layout", "NCHW", source);
        draft.Say("input.width", weights.Crop, source);
        draft.Say("input.height", weights.Crop, source);
        draft.Say("input.channelOrder", "RGB", source);
        draft.Say("orientation", "ignore", source);
        draft.Resize("shortest-edge", weights.Filter, source, weights.Resize, doubt: doubt);
        draft.Say("normalization", weights.Normalization switch
        {
            "half" => Json.Of(255, [0.5, 0.5, 0.5], [0.5, 0.5, 0.5]),
            "caffe-rgb" => Json.Of(255, [0.48235, 0.45882, 0.40784], [1.0 / 255, 1.0 / 255, 1.0 / 255]),
            var name => name,
        }, source);
        draft.Say("output.activation", "softmax", source);
    }

    /// <summary>Weights by their name, or a model's default weights, which are its newest.</summary>
    private static (Weights Weights, string? Doubt) Find(string name)
    {
        var wanted = Plain(name);
        if (AllWeights.Value.FirstOrDefault(weights => Plain(weights.Name) == wanted
            || Plain(weights.Name).Replace("weights", "", StringComparison.Ordinal) == wanted) is { } exact)
        {
            return (exact, null);
        }

        var ofModel = AllWeights.Value.Where(weights => Plain(weights.Model) == wanted).ToList();
        if (ofModel.Count == 0)
        {
            throw Unknown(TorchVision + name);
        }

        var chosen = ofModel.Find(weights => weights.IsDefault) ?? ofModel[0];
        var others = ofModel.Where(weights => weights with { Name = "", IsDefault = false } != chosen with { Name = "", IsDefault = false }).ToList();
        return (chosen, others.Count == 0 ? null
            : $"{name} has several weights; its default is taken. Name yours: {string.Join(", ", others.Append(chosen).Select(Option))}.");
    }

    private static ModelException Unknown(string preset)
    {
        var same = Named(Bare(preset));
        var meant = same.Count > 0 ? same : preset.Contains('/', StringComparison.Ordinal) ? [Spelling.Nearest(preset, Names)] : Named(Spelling.Nearest(preset, Names.Select(Bare)));
        return new($"There is no preset '{preset}'. Did you mean {string.Join(" or ", meant)}? docs/models.md lists all.");
    }

    /// <summary>The presets of a name, of any library.</summary>
    private static List<string> Named(string bare) => [.. Names.Where(preset => Plain(Bare(preset)) == Plain(bare))];

    private static string Bare(string preset) => preset[(preset.IndexOf('/', StringComparison.Ordinal) + 1)..];

    private static string Option(Weights weights) =>
        $"--preset {TorchVision}{weights.Name} (Resize({weights.Resize}), CenterCrop({weights.Crop}), {weights.Filter})";

    private static string Plain(string name) => new([.. name.Where(char.IsAsciiLetterOrDigit).Select(char.ToLowerInvariant)]);

    private static IReadOnlyList<Weights> ReadWeights()
    {
        using var reader = new StreamReader(typeof(Recipes).Assembly.GetManifestResourceStream("torchvision.txt")!);
        var weights = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').Select(Weights.Parse).ToList();

        // torchvision's DEFAULT is the last version of the first kind, but for these.
        return [.. weights.GroupBy(each => each.Model).SelectMany(group => group.Select(each => each with { IsDefault = each == DefaultOf([.. group]) }))];
    }

    private static Weights DefaultOf(IReadOnlyList<Weights> ofModel) =>
        ofModel.LastOrDefault(weights => weights.Name.EndsWith("_V2", StringComparison.Ordinal)) ?? ofModel[0];

    private sealed record Weights(string Name, int Crop, int Resize, string Filter, string Normalization, bool IsDefault)
    {
        /// <summary>resnet50 of ResNet50_Weights.IMAGENET1K_V2.</summary>
        public string Model => Name[..Name.IndexOf("Weights.", StringComparison.Ordinal)].TrimEnd('_');

        public static Weights Parse(string line)
        {
            var words = line.Split(' ');
            return new(words[0], int.Parse(words[1], CultureInfo.InvariantCulture),
                int.Parse(words[2], CultureInfo.InvariantCulture), words[3], words.ElementAtOrDefault(4) ?? "torch", false);
        }
    }
}
