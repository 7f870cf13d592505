namespace SixLabors.ImageSharp.Formats.Png;

/// <summary>The format's names.</summary>
public sealed class PngFormat : IImageFormat
{
    private PngFormat()
    {
    }

    public static PngFormat Instance { get; } = new();

    public string Name => "PNG";

    public string DefaultMimeType => "image/png";

    public IEnumerable<string> MimeTypes => ["image/png"];

    public IEnumerable<string> FileExtensions => ["png"];
}
