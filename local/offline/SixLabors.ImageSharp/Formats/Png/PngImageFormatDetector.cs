namespace SixLabors.ImageSharp.Formats.Png;

/// <inheritdoc/>
public sealed class PngImageFormatDetector : IImageFormatDetector
{
    public int HeaderSize => 8;

    public IImageFormat? DetectFormat(ReadOnlySpan<byte> header) =>
        header.StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A])
            ? PngFormat.Instance
            : null;
}
