using System.ComponentModel.DataAnnotations;

namespace ImageClassification.Inference;

/// <summary>Limits for images from strangers.</summary>
public sealed class InferenceOptions
{
    /// <summary>Pixels that an image's header may claim, from 1 to 178 million. Of CMYK three quarters of them. Default: 50 million, which take 150 MB.</summary>
    [Range(1, 178_000_000)]
    public long MaxPixels { get; set; } = 50_000_000;
}
