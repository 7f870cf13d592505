namespace ImageClassification.Inference.Preprocessing;

/// <summary>Pillow's resampling filters.</summary>
internal enum ResizeFilter
{
    Nearest,
    Box,
    Bilinear,
    Hamming,
    Bicubic,
    Lanczos,
}
