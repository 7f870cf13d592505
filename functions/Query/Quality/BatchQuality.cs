using ImageClassification.Batches;
using ImageClassification.Contracts;
using ImageClassification.Quality;

namespace ImageClassification.Query.Quality;

/// <summary>How good a model version is on a batch.</summary>
internal sealed record BatchQuality
{
    public required BatchName Batch { get; init; }

    public required ModelVersion Model { get; init; }

    /// <summary>Images of the batch, whether or not anything is said of them.</summary>
    public required int Total { get; init; }

    public required QualityReport Report { get; init; }

    public required IReadOnlyList<TruthCount> Sources { get; init; }

    /// <summary>Why the accuracy is not that of the whole batch; null where the images with a truth are all, or were not chosen by what the model said.</summary>
    public string? Bias { get; init; }

    /// <summary>The model version that <see cref="Comparison"/> is with.</summary>
    public ModelVersion? From { get; init; }

    public PairedComparison? Comparison { get; init; }

    public Drift? Drift { get; init; }

    /// <summary>What was said and predicted before counts.</summary>
    public required DateTimeOffset MeasuredAt { get; init; }

    /// <summary>What was chosen because the model was not sure, or others said something else, is wrong more often than the rest.</summary>
    public static string? BiasOf(IReadOnlyList<TruthCount> sources, int judged, int total)
    {
        var chosen = sources.Where(source => source.Sample is ReviewSample.Doubtful or ReviewSample.Disputed).Sum(source => source.Images);
        if (chosen == 0 || judged >= total)
        {
            return null;
        }

        var text = $"{chosen} of the {judged} images with a truth were looked at because they were doubtful or disputed, so the rest of the batch is likely to be better than this.";
        return sources.FirstOrDefault(source => source.Sample == ReviewSample.Random) is { } random
            ? $"{text} Of the {random.Images} drawn at random, {random.Right} are right."
            : $"{text} Review some drawn at random to know.";
    }
}
