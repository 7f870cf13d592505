namespace ImageClassification.Contracts;

/// <summary>The formats that are read: decoders, API and messages take them from here, and tests hold console and docs against it.</summary>
public static class ImageFormats
{
    /// <summary>As people write them.</summary>
    public static IReadOnlyList<string> Names { get; } = ["JPEG", "PNG", "GIF", "WebP", "BMP", "HEIC", "AVIF", "TIFF"];

    /// <summary>"JPEG, PNG, … or TIFF".</summary>
    public static string All { get; } = $"{string.Join(", ", Names.SkipLast(1))} or {Names[^1]}";

    /// <summary>The same, as <c>image/jpeg</c> and so on.</summary>
    public static IReadOnlyList<string> ContentTypes { get; } = [.. Names.Select(name => $"image/{name.ToLowerInvariant()}")];
}
