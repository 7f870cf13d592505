namespace ImageClassification.Inference.Images;

/// <summary>What the first bytes of an image state. Width and height are in pixels, as stored, and above zero.</summary>
internal readonly record struct ImageHeader(ImageFormat Format, int Width, int Height)
{
    /// <summary>What decoders keep of a pixel, in bytes: 4 for CMYK.</summary>
    public int Channels { get; init; } = RgbImage.Channels;

    /// <summary>The format as people write it.</summary>
    public string FormatName => Format == ImageFormat.WebP ? "WebP" : Format.ToString().ToUpperInvariant();
}
