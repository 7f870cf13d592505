namespace SixLabors.ImageSharp.Formats.Webp;

/// <summary>The format's names.</summary>
public sealed class WebpFormat : IImageFormat
{
    private WebpFormat()
    {
    }

    public static WebpFormat Instance { get; } = new();

    public string Name => "Webp";

    public string DefaultMimeType => "image/webp";

    public IEnumerable<string> MimeTypes => ["image/webp"];

    public IEnumerable<string> FileExtensions => ["webp"];
}
