namespace ImageClassification.Inference;

/// <summary>Limits for images from strangers.</summary>
public sealed class InferenceOptions
{
    public const int HighestMaxPixels = 178_000_000;

    /// <summary>Pixels that an image's header may claim, from 1 to 178 million. Of CMYK three quarters of them. Default: 50 million, which take 150 MB.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set out of range.</exception>
    public long MaxPixels
    {
        get;
        init => field = value is >= 1 and <= HighestMaxPixels
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"MaxPixels must be from 1 to {HighestMaxPixels}.");
    } = 50_000_000;
}
