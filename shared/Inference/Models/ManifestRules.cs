using ImageClassification.Contracts;

namespace ImageClassification.Inference.Models;

/// <summary>What the fields' types do not say.</summary>
internal static class ManifestRules
{
    public const int MaxSide = 4096;

    /// <returns>The first field that breaks a rule, and how to fix it; null if none does.</returns>
    public static (string Field, string Problem)? Broken(ModelManifest manifest)
    {
        var (input, resize) = (manifest.Input, manifest.Resize);
        (string Field, bool Holds, string Problem)[] rules =
        [
            ("version", ModelVersion.IsVersion(manifest.Version), $"must have {ModelVersion.Rule}. Number the models that you train: 1, 2, …"),
            ("file", IsFileName(manifest.File), "must be the name of a file beside the manifest, such as model.onnx"),
            ("sha256", IsHash(manifest.Sha256), "must be 64 hexadecimal digits, as sha256sum prints them"),
            ("externalData", manifest.ExternalData?.All(file => IsFileName(file.Key) && IsHash(file.Value)) != false,
                "must map the name of each file beside the manifest to its SHA-256, as sha256sum prints it"),
            ("labels", IsFileName(manifest.Labels), "must be the name of a file beside the manifest, such as labels.txt"),
            ("input.name", !string.IsNullOrWhiteSpace(input.Name), "is empty. Name the model's input"),
            ("input.width", input.Width is >= 1 and <= MaxSide, $"must be from 1 to {MaxSide}"),
            ("input.height", input.Height is >= 1 and <= MaxSide, $"must be from 1 to {MaxSide}"),
            ("input.channels", input.Channels is 1 or 3, "must be 3, or 1 for grey"),
            ("decode.draft", manifest.Draft is null || (manifest.Draft.Count == 2 && manifest.Draft.All(side => side is >= 2 and <= MaxSide)),
                $"must have width and height from 2 to {MaxSide}"),
            .. Of(resize, input),
            .. Of(manifest.Normalization, input),
            ("output.name", !string.IsNullOrWhiteSpace(manifest.Output.Name), "is empty. Name the model's output"),
            ("output.scale", double.IsFinite(manifest.Output.Scale) && manifest.Output.Scale > 0, "must be above 0"),
            ("topK", manifest.TopK >= 1, "must be at least 1"),
            ("threshold", IsShare(manifest.Threshold), "must be between 0 and 1"),
            ("unknown", IsShare(manifest.Unknown), "must be between 0 and 1"),
            ("multiLabel", manifest.MultiLabel is null || (IsShare(manifest.MultiLabel.Threshold) && manifest.MultiLabel.Thresholds.Values.All(value => IsShare(value))),
                "must have thresholds between 0 and 1"),
            ("multiLabel", manifest.MultiLabel is null || manifest.Output.Activation != Activation.Softmax, "cannot be combined with the activation softmax, which chooses one label"),
            ("multiLabel", manifest.MultiLabel is null || manifest.Threshold is null, "cannot be combined with threshold. Keep multiLabel.threshold"),
            ("multiLabel", manifest.MultiLabel is null || manifest.Unknown is null, "cannot be combined with unknown: where no label reaches its threshold, the image is unknown"),
        ];
        return rules.Where(rule => !rule.Holds).Select(rule => ((string, string)?)(rule.Field, rule.Problem)).FirstOrDefault();
    }

    private static IEnumerable<(string Field, bool Holds, string Problem)> Of(ModelResize resize, ModelInput input)
    {
        var longer = Math.Max(input.Width, input.Height);
        yield return ("resize.size", resize.Mode != ResizeMode.ShortestEdge || resize.Size is not null,
            "is missing: how long the shorter side becomes before the crop");
        yield return ("resize.size", resize.Size is null || (resize.Size >= longer && resize.Size <= MaxSide),
            $"must be from the input's longer side, {longer}, to {MaxSide}: there is no padding");
        yield return ("resize.size", resize.Mode != ResizeMode.Fit || resize.Size is null || resize.Rounding == Rounding.Timm,
            "belongs to the modes shortest-edge, stretch and crop, and to fit with the rounding timm. Remove it");
        yield return ("resize.rounding", resize.Rounding != Rounding.Exact || resize.Mode == ResizeMode.Crop,
            "exact belongs to the mode crop. Use half-even or floor");
        yield return ("resize.rounding", resize.Rounding != Rounding.Timm || resize.Mode == ResizeMode.Fit,
            "timm belongs to the mode fit. Use half-even or floor");
        yield return ("resize.rounding", resize.Rounding != Rounding.Floor || resize.Mode != ResizeMode.Fit,
            "floor does not suit the mode fit. Use half-even or timm");
        yield return ("resize.padColour", resize.Mode == ResizeMode.Fit || resize.PadColour is null, "belongs to the mode fit. Remove it");
        yield return ("resize.padColour", resize.PadColour is null || (resize.PadColour.Count == input.Channels && resize.PadColour.All(value => value is >= 0 and <= 255)),
            input.Channels == 1 ? "must have one value from 0 to 255" : "must have red, green and blue from 0 to 255");
    }

    private static IEnumerable<(string Field, bool Holds, string Problem)> Of(Normalization normalization, ModelInput input)
    {
        const string name = "normalization";
        foreach (var (operation, values, _) in normalization.Steps)
        {
            yield return (name, values.All(double.IsFinite) && (values.Count == 1 || values.Count == input.Channels),
                $"must have {input.Channels} numbers for each step, in the order of the tensor's channels, or one for all");
            yield return (name, operation is not (Arithmetic.Multiply or Arithmetic.Divide) || !values.Contains(0), "must not multiply by 0 or divide by it");
        }

        yield return (name, normalization.Order is null || input.Channels == 3, "is a preset for three channels. Write the numbers as an object");
        yield return (name, normalization.Order is null || normalization.Order == input.ChannelOrder,
            $"is a preset for the channel order {(normalization.Order == ChannelOrder.Bgr ? "BGR" : "RGB")}. Change input.channelOrder, or write the numbers as an object");
        yield return ("input.type", IsWhole(normalization, input),
            $"{input.Type.ToString().ToLowerInvariant()} takes whole numbers in its range, but the normalization gives others. Set it to none, or the type to float32");
    }

    private static bool IsWhole(Normalization normalization, ModelInput input)
    {
        (float Lowest, float Highest)? range = input.Type switch
        {
            TensorType.UInt8 => (byte.MinValue, byte.MaxValue),
            TensorType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
            TensorType.Int32 or TensorType.Int64 => (-1e9f, 1e9f),
            _ => null,
        };
        return range is not var (lowest, highest)
            || normalization.Steps.Any(step => step.Values.Count != 1 && step.Values.Count != input.Channels)
            || Enumerable.Range(0, input.Channels).SelectMany(normalization.TableOf).All(value => value >= lowest && value <= highest && float.IsInteger(value));
    }

    private static bool IsShare(double? value) => value is null or (> 0 and < 1);

    /// <summary>A model's folder is complete in itself.</summary>
    private static bool IsFileName(string name) => name.Length > 0 && name is not ("." or "..") && name.IndexOfAny(['/', '\\']) < 0;

    private static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigit);
}
