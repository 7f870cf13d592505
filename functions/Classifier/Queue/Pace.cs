using ImageClassification.Hosting;

namespace ImageClassification.Classifier.Queue;

/// <summary>
/// Whether a large image fits into what is left of the invocation: nothing can stop a decoder, and if Lambda ends the process, every
/// message of the invocation loses a try. One for a process, which has one invocation at a time.
/// </summary>
/// <param name="timeout">The function's.</param>
/// <param name="time">The clock.</param>
internal sealed class Pace(TimeSpan timeout, TimeProvider time)
{
    /// <summary>Pixels. What is smaller takes less than the deadline's margin.</summary>
    private const long LargeImage = 2_000_000;

    /// <summary>Of a processor's whole time. The slowest kinds of JPEG and WebP take it; AVIF takes more, which is learnt.</summary>
    private static readonly TimeSpan FirstGuess = TimeSpan.FromMilliseconds(100);

    private readonly TimeSpan _usable = timeout - Deadline.Margin(timeout);
    private TimeSpan _perMegapixel = FirstGuess;
    private long _started;

    public void Begin() => _started = time.GetTimestamp();

    /// <param name="pixels">The image's.</param>
    /// <param name="isAlone">Whether nothing else of the invocation can be lost.</param>
    /// <exception cref="NotStartedException">It does not fit. Alone and with most of the time left it is attempted anyway.</exception>
    public void ThrowIfTooSlow(long pixels, bool isAlone)
    {
        var (needed, left) = (_perMegapixel * pixels / 1e6, _usable - time.GetElapsedTime(_started));
        if (pixels >= LargeImage && needed > left && !(isAlone && left > _usable * 0.8))
        {
            throw new NotStartedException(needed, left);
        }
    }

    /// <summary>Learns from an image that was decoded.</summary>
    public void Note(long pixels, TimeSpan elapsed)
    {
        if (pixels >= LargeImage)
        {
            var latest = elapsed * 1e6 / pixels;
            var mean = (_perMegapixel + latest) / 2;
            _perMegapixel = latest > mean ? latest : mean; // slower at once, faster by and by
        }
    }
}
