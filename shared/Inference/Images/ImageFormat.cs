namespace ImageClassification.Inference.Images;

/// <summary>In the order of <see cref="Contracts.ImageFormats.Names"/>.</summary>
internal enum ImageFormat
{
    Jpeg,
    Png,
    Gif,
    WebP,
    Bmp,
    Heic,
    Avif,
    Tiff,
}
