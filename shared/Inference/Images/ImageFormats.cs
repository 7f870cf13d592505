namespace ImageClassification.Inference.Images;

/// <summary>The formats that are read, as people write them.</summary>
public static class ImageFormats
{
    private static readonly string[] Names = [.. Enum.GetValues<ImageFormat>().Select(NameOf)];

    /// <summary>"JPEG, PNG, … or AVIF".</summary>
    public static string All { get; } = $"{string.Join(", ", Names[..^1])} or {Names[^1]}";

    internal static string NameOf(ImageFormat format) => format == ImageFormat.WebP ? "WebP" : format.ToString().ToUpperInvariant();
}
