using System.Text.Json.Serialization;

namespace ImageClassification.Inference.Preprocessing;

/// <summary>Pillow's resampling filters.</summary>
internal enum ResizeFilter
{
    [JsonStringEnumMemberName("nearest")]
    Nearest,

    [JsonStringEnumMemberName("box")]
    Box,

    [JsonStringEnumMemberName("bilinear")]
    Bilinear,

    [JsonStringEnumMemberName("hamming")]
    Hamming,

    [JsonStringEnumMemberName("bicubic")]
    Bicubic,

    [JsonStringEnumMemberName("lanczos")]
    Lanczos,
}
