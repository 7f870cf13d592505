using ImageClassification.Contracts;
using ImageClassification.Inference.Images.Heif;

namespace ImageClassification.Inference.Images;

/// <summary>What the first bytes of an image state. Width and height are in pixels, as stored, and above zero.</summary>
internal readonly record struct ImageHeader(ImageFormat Format, int Width, int Height)
{
    /// <summary>Bytes of a decoded pixel: 4 for CMYK.</summary>
    public int Channels { get; init; } = RgbImage.Channels;

    /// <summary>Bytes that decoding keeps per pixel: for a JPEG of several scans also its coefficients.</summary>
    public int BytesPerPixel { get; init; } = RgbImage.Channels;

    /// <summary>Further results of the header check of a HEIC or AVIF.</summary>
    public HeifPicture? Heif { get; init; }

    /// <summary>The format as people write it.</summary>
    public string FormatName => ImageFormats.Names[(int)Format];
}
