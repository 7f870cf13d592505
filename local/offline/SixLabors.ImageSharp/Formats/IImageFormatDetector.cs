namespace SixLabors.ImageSharp.Formats;

/// <summary>Recognizes a format by its first bytes.</summary>
public interface IImageFormatDetector
{
    /// <summary>In bytes.</summary>
    int HeaderSize { get; }

    /// <summary>The format, or null where the bytes are of another.</summary>
    IImageFormat? DetectFormat(ReadOnlySpan<byte> header);
}
