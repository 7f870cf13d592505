using System.Globalization;
using System.Text.Json.Nodes;
using ImageClassification.Inference;
using ImageClassification.Inference.Models;

namespace ImageClassification.Models;

/// <summary>The options of <c>model new</c> that set a field of the manifest. They leave no doubt unless the graph contradicts them.</summary>
public static class FieldOptions
{
    /// <summary>Each option's name, its value's name in the help, and its description.</summary>
    public static IReadOnlyList<(string Option, string Value, string Description)> All { get; } =
    [
        ("--input-size", "pixels", $"The model's input, where the graph takes any: 224, or 224x192 for width and height. From 1 to {ManifestRules.MaxSide}."),
        ("--layout", "layout", "NCHW or NHWC."),
        ("--channel-order", "order", "RGB or BGR."),
        ("--orientation", "what", "ignore or exif."),
        ("--resize", "mode", "stretch, shortest-edge, fit or crop."),
        ("--size", "pixels", $"Before the centre is cut out: the shorter side for shortest-edge, both sides otherwise. From 1 to {ManifestRules.MaxSide}."),
        ("--filter", "filter", "nearest, box, bilinear, hamming, bicubic or lanczos."),
        ("--rounding", "rule", "half-even (torchvision), floor (Hugging Face), exact (ImageOps.fit) or timm."),
        ("--normalization", "name", "tf, torch, caffe, unit, none, or the manifest's JSON."),
        ("--mean", "numbers", "After the division by 255, or as --divisor or --scale say: 0.485,0.456,0.406."),
        ("--std", "numbers", "One number, or one for each channel; not 0."),
        ("--divisor", "number", "Instead of 255."),
        ("--scale", "number", "A factor instead of a divisor."),
        ("--output", "name", "The graph's output with the values."),
        ("--activation", "name", "softmax, sigmoid, or none."),
        ("--threshold", "confidence", "One output, two labels: the minimum confidence for the second label. Above 0 and below 1."),
        ("--multi-label", "confidence", "Independent labels: a prediction has those that reach this confidence. Above 0 and below 1."),
        ("--unknown", "confidence", "The label is unknown below it. Above 0 and below 1."),
        ("--top-k", "count", "How many labels a prediction keeps, at least 1."),
    ];

    private static readonly string[] OfNormalization = ["--mean", "--std", "--divisor", "--scale"];

    /// <returns>Null where the option takes the value.</returns>
    public static string? FaultOf(string option, string value)
    {
        try
        {
            Apply(new Dictionary<string, string> { [option] = value }, new());
            return null;
        }
        catch (ModelException exception)
        {
            return exception.Message[(option.Length + 1)..];
        }
    }

    /// <exception cref="ModelException">A value cannot be read.</exception>
    internal static void Apply(IReadOnlyDictionary<string, string> options, Draft draft)
    {
        foreach (var (option, value) in options)
        {
            try
            {
                Apply(option, value, draft);
            }
            catch (Exception exception) when (exception is FormatException or OverflowException or System.Text.Json.JsonException)
            {
                throw new ModelException($"{option} cannot be '{value}'. {All.First(each => each.Option == option).Description}", exception);
            }
        }

        if (OfNormalization.Any(options.ContainsKey))
        {
            var numbers = new JsonObject();
            if (options.TryGetValue("--scale", out var scale))
            {
                numbers["scale"] = Factor("--scale", scale);
            }
            else
            {
                numbers["divisor"] = options.TryGetValue("--divisor", out var divisor) ? Factor("--divisor", divisor) : 255;
            }

            foreach (var (option, field) in new[] { ("--mean", "mean"), ("--std", "std") })
            {
                if (options.TryGetValue(option, out var text))
                {
                    numbers[field] = Json.Of(text.Trim().Replace(", ", ",", StringComparison.Ordinal).Split([',', ' ']).Select(
                        number => option == "--std" ? Factor(option, number) : Number(option, number)));
                }
            }

            draft.Say("normalization", numbers, string.Join(", ", OfNormalization.Where(options.ContainsKey)));
        }
    }

    private static void Apply(string option, string value, Draft draft)
    {
        switch (option)
        {
            case "--input-size":
                var sides = value.Split(['x', 'X', '×'], 2);
                draft.Say("input.width", Whole(sides[0], ManifestRules.MaxSide), option);
                draft.Say("input.height", Whole(sides[^1], ManifestRules.MaxSide), option);
                break;
            case "--layout" or "--channel-order":
                draft.Say(option == "--layout" ? "input.layout" : "input.channelOrder",
                    Word(option == "--layout" ? "layout" : "channelOrder", value.ToUpperInvariant()), option);
                break;
            case "--orientation":
                draft.Say("orientation", Word("orientation", value), option);
                break;
            case "--resize":
                draft.Say("resize",
                    new JsonObject { ["mode"] = Word("mode", value), ["filter"] = draft["resize"]?["filter"]?.DeepClone() ?? "bilinear" }, option);
                break;
            case "--size":
                draft.Say("resize.size", Whole(value, ManifestRules.MaxSide), option);
                break;
            case "--filter" or "--rounding":
                draft.Say($"resize.{option[2..]}", Word(option[2..], value), option);
                break;
            case "--normalization":
                draft.Say("normalization", value.StartsWith('{') || value.StartsWith('[') ? JsonNode.Parse(value)!
                    : Normalization.Presets.ContainsKey(value) ? value
                    : throw new FormatException(), option);
                break;
            case "--output":
                draft.Say("output.name", value.Length > 0 ? value : throw new FormatException(), option);
                break;
            case "--activation":
                draft.Say("output.activation", Word("activation", value), option);
                break;
            case "--multi-label":
                draft.Say("multiLabel", new JsonObject { ["threshold"] = Share(value) }, option);
                break;
            case "--threshold" or "--unknown":
                draft.Say(option[2..], Share(value), option);
                break;
            case "--top-k":
                draft.Say("topK", Whole(value, int.MaxValue), option);
                break;
        }
    }

    private static string Word(string field, string value) => ManifestReader.Words[field].Contains(value) ? value : throw new FormatException();

    private static int Whole(string text, int most) =>
        int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) is var number and > 0 && number <= most ? number : throw new FormatException();

    private static double Share(string text) =>
        double.Parse(text, CultureInfo.InvariantCulture) is var number and > 0 and < 1 ? number : throw new FormatException();

    private static double Factor(string option, string text) =>
        Number(option, text) is var number and not 0 ? number : throw new ModelException($"{option} must not be 0.");

    private static double Number(string option, string text) =>
        double.TryParse(text, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number
            : throw new ModelException($"{option} must be a number, not '{text}'.");
}
