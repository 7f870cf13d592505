namespace ImageClassification.Inference.Models;

/// <summary>What the fields' types do not say.</summary>
internal static class ManifestRules
{
    private const int MaxSide = 4096;
    private const int Channels = 3;

    /// <returns>The first field that breaks a rule, and how to mend it; null if none does.</returns>
    public static (string Field, string Problem)? Broken(ModelManifest manifest)
    {
        var (input, resize, normalization) = (manifest.Input, manifest.Resize, manifest.Normalization);
        (string Field, bool Holds, string Problem)[] rules =
        [
            ("version", !string.IsNullOrWhiteSpace(manifest.Version), "is empty. Number the models that you train: 1, 2, …"),
            ("file", IsFileName(manifest.File), "must be the name of a file beside the manifest, such as model.onnx"),
            ("sha256", IsHash(manifest.Sha256), "must be 64 hexadecimal digits, as sha256sum prints them"),
            ("externalData", manifest.ExternalData?.All(file => IsFileName(file.Key) && IsHash(file.Value)) != false,
                "must give for each name of a file beside the manifest its SHA-256, as sha256sum prints it"),
            ("labels", IsFileName(manifest.Labels), "must be the name of a file beside the manifest, such as labels.txt"),
            ("input.name", !string.IsNullOrWhiteSpace(input.Name), "is empty. Name the model's input"),
            ("input.width", input.Width is >= 1 and <= MaxSide, $"must be from 1 to {MaxSide}"),
            ("input.height", input.Height is >= 1 and <= MaxSide, $"must be from 1 to {MaxSide}"),
            ("decode.draft", manifest.Draft is null || (manifest.Draft.Count == 2 && manifest.Draft.All(side => side is >= 2 and <= MaxSide)),
                $"must hold width and height from 2 to {MaxSide}"),
            ("resize.size", resize.Mode == ResizeMode.ShortestEdge || resize.Size is null, "belongs to the mode shortest-edge. Remove it"),
            ("resize.size", resize.Mode != ResizeMode.ShortestEdge || resize.Size is not null, "is missing: how long the shorter side becomes before the crop"),
            ("resize.size", resize.Size is null || (resize.Size >= Math.Max(input.Width, input.Height) && resize.Size <= MaxSide),
                $"must be from the input's longer side, {Math.Max(input.Width, input.Height)}, to {MaxSide}: there is no padding"),
            ("resize.padColour", resize.Mode == ResizeMode.Fit || resize.PadColour is null, "belongs to the mode fit. Remove it"),
            ("resize.padColour", resize.PadColour is null || (resize.PadColour.Count == Channels && resize.PadColour.All(value => value is >= 0 and <= 255)),
                "must hold red, green and blue from 0 to 255"),
            ("input.type", input.Type != TensorType.UInt8 || normalization == Normalization.Presets["none"],
                "uint8 takes the pixels as they are. Set normalization to none, or the type to float32"),
            ("normalization.scale", double.IsFinite(normalization.Scale) && normalization.Scale != 0, "must not be 0"),
            ("normalization.divisor", double.IsFinite(normalization.Divisor) && normalization.Divisor != 0, "must not be 0"),
            ("normalization.divisor", normalization.Divisor == 1 || normalization.Scale == 1, "excludes scale. Keep the one that the training code uses"),
            ("normalization.mean", normalization.Mean is null or { Count: Channels }, $"must hold {Channels} numbers, in the order of the tensor's channels"),
            ("normalization.std", normalization.Std is null or { Count: Channels }, $"must hold {Channels} numbers, in the order of the tensor's channels"),
            ("normalization.std", normalization.Std?.Contains(0) != true, "must not hold 0"),
            ("normalization", normalization.Order is null || normalization.Order == input.ChannelOrder,
                $"is a preset for the channel order {(normalization.Order == ChannelOrder.Bgr ? "BGR" : "RGB")}. Change input.channelOrder, or write the numbers as an object"),
            ("output.name", !string.IsNullOrWhiteSpace(manifest.Output.Name), "is empty. Name the model's output"),
            ("topK", manifest.TopK >= 1, "must be at least 1"),
            ("threshold", manifest.Threshold is null or (> 0 and < 1), "must lie between 0 and 1"),
        ];
        foreach (var (field, holds, problem) in rules)
        {
            if (!holds)
            {
                return (field, problem);
            }
        }

        return null;
    }

    /// <summary>A model's folder is complete in itself.</summary>
    private static bool IsFileName(string name) => name.Length > 0 && name is not ("." or "..") && name.IndexOfAny(['/', '\\']) < 0;

    private static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigit);
}
