using ImageClassification.Contracts;
using ImageClassification.Quality;

namespace ImageClassification.Batches;

/// <param name="How">Where the truths come from.</param>
/// <param name="Sample">Why a person was shown the images; null where nobody was, or they were looked up.</param>
/// <param name="Images">Number of them that have a label.</param>
/// <param name="Right">Number of them whose label is right.</param>
public sealed record TruthCount(TruthSource How, ReviewSample? Sample, int Images, int Right)
{
    /// <summary>Of their accuracy.</summary>
    public Interval? Interval => Interval.Wilson(Right, Images);
}
