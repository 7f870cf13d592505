namespace ImageClassification.Inference;

/// <summary>Limits for images from strangers.</summary>
public sealed class InferenceOptions
{
    public const int DefaultMaxPixels = 64_000_000;
    public const int HighestMaxPixels = 178_000_000;

    /// <summary>Pixels that an image's header may claim, from 1 to 178 million. Of CMYK three quarters of them, and of a progressive JPEG
    /// without subsampling seven ninths. Default: 64 million, which take 192 MB; decoding takes 450 MB at most.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set out of range.</exception>
    public long MaxPixels
    {
        get;
        init => field = value is >= 1 and <= HighestMaxPixels
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"MaxPixels must be from 1 to {HighestMaxPixels}.");
    } = DefaultMaxPixels;
}
