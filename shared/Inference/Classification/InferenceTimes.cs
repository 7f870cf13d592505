using ImageClassification.Contracts;

namespace ImageClassification.Inference.Classification;

/// <summary>Milliseconds spent on one image.</summary>
/// <param name="Decode">Bytes to pixels.</param>
/// <param name="Preprocess">Pixels to tensor.</param>
/// <param name="Infer">The model's run.</param>
public sealed record InferenceTimes(double Decode, double Preprocess, double Infer)
{
    /// <summary>The same, rounded, after the time that it took to get the image.</summary>
    public StageTimes After(TimeSpan fetch)
    {
        return new(Rounded(fetch.TotalMilliseconds), Rounded(Decode), Rounded(Preprocess), Rounded(Infer));

        static double Rounded(double milliseconds) => Math.Round(milliseconds, 2);
    }
}
