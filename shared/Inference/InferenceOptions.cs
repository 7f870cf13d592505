using System.ComponentModel.DataAnnotations;

namespace ImageClassification.Inference;

/// <summary>Limits for images from strangers.</summary>
public sealed class InferenceOptions
{
    /// <summary>Pixels that an image's header may claim, from 1 to 178 million. Of CMYK three quarters of them, and of a progressive JPEG without subsampling seven ninths. Default: 64 million, which take 192 MB; decoding takes 450 MB at most.</summary>
    [Range(1, 178_000_000)]
    public long MaxPixels { get; set; } = 64_000_000;
}
