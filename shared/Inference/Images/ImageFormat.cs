namespace ImageClassification.Inference.Images;

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
