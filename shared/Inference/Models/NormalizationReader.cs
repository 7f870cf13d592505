using System.Text.Json;

namespace ImageClassification.Inference.Models;

/// <summary>The manifest's normalization: a preset's name, an object of the usual four numbers, or a list of steps.</summary>
internal static class NormalizationReader
{
    /// <summary>The words for the values of <see cref="Arithmetic"/>, in its order.</summary>
    public static readonly string[] Operations = ["add", "subtract", "multiply", "divide"];

    /// <summary>The types that a step may be computed in.</summary>
    public static readonly string[] Precisions = ["float32", "float64"];

    private const string Name = "normalization";
    private const string Precision = "in";

    /// <exception cref="JsonException">The path names the field.</exception>
    public static Normalization Read(ManifestObject manifest, int channels)
    {
        var value = manifest.Field(Name);
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                return Numbers(manifest.Object(Name, ManifestReader.Fields[Name]), channels);
            case JsonValueKind.Array:
                return new([.. value.EnumerateArray().Select((step, index) => step.ValueKind == JsonValueKind.Object
                    ? Step(new ManifestObject(step, $"{Name}[{index}].", [.. Operations, Precision]))
                    : throw manifest.Broken($"{Name}[{index}]", "is not an object. Write a step such as { \"divide\": 255 }"))]);
            default:
                return value.ValueKind == JsonValueKind.String && Normalization.Presets.TryGetValue(value.GetString()!, out var preset)
                    ? preset
                    : throw manifest.Broken(
                        Name,
                        $"is not known. Use one of {string.Join(", ", Normalization.Presets.Keys)}, an object with scale or divisor, mean and std, or a list of steps");
        }
    }

    private static Normalization Numbers(ManifestObject numbers, int channels)
    {
        var (scale, divisor) = (numbers.OptionalNumber("scale"), numbers.OptionalNumber("divisor"));
        var (mean, std) = (numbers.OptionalNumbers("mean"), numbers.OptionalNumbers("std"));
        (string Field, bool Holds, string Problem)[] rules =
        [
            ("scale", scale != 0, "must not be 0"),
            ("divisor", divisor != 0, "must not be 0"),
            ("divisor", scale is null || divisor is null, "cannot be combined with scale. Keep the one that the training code uses"),
            ("mean", mean is null || mean.Count == channels, $"must have {channels} numbers, in the order of the tensor's channels"),
            ("std", std is null || std.Count == channels, $"must have {channels} numbers, in the order of the tensor's channels"),
            ("std", std?.Contains(0) != true, "must not contain 0"),
        ];
        return Array.Find(rules, rule => !rule.Holds) is { Field: { } field } broken
            ? throw numbers.Broken(field, broken.Problem)
            : new Normalization(scale ?? 1, divisor ?? 1, mean, std);
    }

    private static NormalizationStep Step(ManifestObject step) => Array.FindAll(Operations, step.Has) is [var operation]
        ? new((Arithmetic)Array.IndexOf(Operations, operation), step.NumberOrNumbers(operation), step.OptionalChoice(Precision, Precisions) == 1)
        : throw step.Broken("", $"must have one of {string.Join(", ", Operations)}");
}
