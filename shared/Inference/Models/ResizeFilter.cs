namespace ImageClassification.Inference.Models;

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
