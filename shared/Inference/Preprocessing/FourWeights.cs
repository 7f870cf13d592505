namespace ImageClassification.Inference.Preprocessing;

/// <summary>
/// The weights of four pixels, cut into <c>low + (high &lt;&lt; LowBits)</c>, each of 16 bits with a sign, and two to a number, so that
/// one instruction multiplies two pixels.
/// </summary>
internal readonly record struct FourWeights(int FirstLow, int FirstHigh, int SecondLow, int SecondHigh)
{
    public const int Pixels = 4;
    public const int LowBits = 15;

    public static FourWeights Of(ReadOnlySpan<int> weights) =>
        new(Low(weights[0], weights[1]), High(weights[0], weights[1]), Low(weights[2], weights[3]), High(weights[2], weights[3]));

    private static int Low(int first, int second) => Two(first & ((1 << LowBits) - 1), second & ((1 << LowBits) - 1));

    private static int High(int first, int second) => Two(first >> LowBits, second >> LowBits);

    private static int Two(int first, int second) => (first & 0xFFFF) | (second << 16);
}
