namespace ImageClassification.Inference.Preprocessing;

/// <summary>
/// The weights of four pixels, cut into <c>low + (high &lt;&lt; LowBits)</c>, each of 16 bits with a sign, and two to a number, so that
/// one instruction multiplies two pixels.
/// </summary>
internal readonly record struct FourWeights(int FirstLow, int FirstHigh, int SecondLow, int SecondHigh)
{
    public const int Pixels = 4;
    public const int LowBits = 16;

    /// <summary>False if every weight fits 16 bits, as most do when an image is made much smaller.</summary>
    public bool HasHigh => (FirstHigh | SecondHigh) != 0;

    public static FourWeights Of(ReadOnlySpan<int> weights) =>
        new(Two(weights[0], weights[1]), High(weights[0], weights[1]), Two(weights[2], weights[3]), High(weights[2], weights[3]));

    private static int High(int first, int second) => Two((first - (short)first) >> LowBits, (second - (short)second) >> LowBits);

    /// <summary>The low 16 bits of both.</summary>
    private static int Two(int first, int second) => (first & 0xFFFF) | (second << 16);
}
