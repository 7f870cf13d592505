namespace ImageClassification.Inference;

/// <summary>Limits for images from strangers.</summary>
public sealed class InferenceOptions
{
    public const int DefaultMaxPixels = 64_000_000;
    public const int HighestMaxPixels = 178_000_000;

    /// <summary>Bytes that a pixel of a largest image may take: a progressive JPEG's, of which all coefficients are kept beside the pixels.</summary>
    public const int MostBytesPerPixel = 7;

    /// <summary>
    /// Bytes that a WebP may take, with its file and its pixels. Lets 64 megapixels pass with an alpha channel, and all that libwebp writes;
    /// a hostile file of 7 MB takes 900 MB for one megapixel.
    /// </summary>
    public const long MostBytesOfWebP = 512L << 20;

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
