namespace SixLabors.ImageSharp.Formats.Gif;

/// <inheritdoc/>
public sealed class GifImageFormatDetector : IImageFormatDetector
{
    public int HeaderSize => 6;

    public IImageFormat? DetectFormat(ReadOnlySpan<byte> header) =>
        header.StartsWith("GIF87a"u8) || header.StartsWith("GIF89a"u8)
            ? GifFormat.Instance
            : null;
}
