using ImageClassification.Inference;

namespace ImageClassification.Classifier.Queue;

/// <summary>How much fits into the function's memory at a time: Lambda kills a process that takes more, with all its work.</summary>
internal static class MemoryBudget
{
    /// <summary><see href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html"/></summary>
    public const int MegabytesPerProcessor = 1769;

    /// <summary>Bytes. The runtime, a model's session, and what decoders keep for the next image. A model of more than about 50 MB needs more memory.</summary>
    private const long Base = 384L << 20;

    /// <returns>The whole processors that a function's memory pays for; at least one. Lambda shows two to small functions, but gives them a fraction of the time.</returns>
    public static int Processors(int megabytes) => Math.Clamp(megabytes / MegabytesPerProcessor, 1, 64);

    /// <returns>Images that may be decoded at a time, one for each processor if they fit; at least one.</returns>
    public static int Parallelism(int megabytes, int processors, int maxPixels) =>
        (int)Math.Clamp((((long)megabytes << 20) - Base) / Decoding(maxPixels), 1, Math.Max(processors, 1));

    /// <param name="megabytes">The function's memory.</param>
    /// <param name="parallelism">Images decoded at a time.</param>
    /// <param name="maxPixels">The largest image that is decoded.</param>
    /// <param name="maxObjectBytes">The longest object that is fetched.</param>
    /// <returns>Objects held at a time, at least <paramref name="parallelism"/>, beside as many decodings of the worst kind.</returns>
    public static int InFlight(int megabytes, int parallelism, int maxPixels, int maxObjectBytes) =>
        (int)Math.Clamp(Left(megabytes, parallelism, maxPixels) / Math.Max(maxObjectBytes, 1), parallelism, int.MaxValue);

    /// <returns>Bytes beside as many decodings of the worst kind; negative where these do not fit.</returns>
    public static long Left(int megabytes, int parallelism, int maxPixels) => ((long)megabytes << 20) - Base - (parallelism * Decoding(maxPixels));

    /// <summary>Bytes that the worst image takes.</summary>
    private static long Decoding(int maxPixels) => Math.Max(InferenceOptions.MostBytesOfWebP, (long)maxPixels * InferenceOptions.MostBytesPerPixel);
}
