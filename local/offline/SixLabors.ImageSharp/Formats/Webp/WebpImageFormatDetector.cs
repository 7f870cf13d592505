namespace SixLabors.ImageSharp.Formats.Webp;

/// <inheritdoc/>
public sealed class WebpImageFormatDetector : IImageFormatDetector
{
    public int HeaderSize => 12;

    public IImageFormat? DetectFormat(ReadOnlySpan<byte> header) =>
        header.Length >= HeaderSize && header.StartsWith("RIFF"u8) && header[8..].StartsWith("WEBP"u8)
            ? WebpFormat.Instance
            : null;
}
