namespace SixLabors.ImageSharp.Formats.Bmp;

/// <inheritdoc/>
public sealed class BmpImageFormatDetector : IImageFormatDetector
{
    public int HeaderSize => 2;

    public IImageFormat? DetectFormat(ReadOnlySpan<byte> header) =>
        header.StartsWith("BM"u8)
            ? BmpFormat.Instance
            : null;
}
