using ImageClassification.Batches;
using ImageClassification.Contracts;
using ImageClassification.Quality;

namespace ImageClassification.Query.Quality;

/// <summary>What a batch's predictions are beside those of another batch.</summary>
/// <param name="Reference">The other batch.</param>
/// <param name="Labels">Null where one of them has no labels.</param>
/// <param name="MeanConfidence">Null without labels, as all of these.</param>
/// <param name="ReferenceMeanConfidence">Of the other batch.</param>
/// <param name="Failed">Share of the images, from 0 to 1.</param>
/// <param name="ReferenceFailed">Of the other batch.</param>
internal sealed record Drift(
    BatchName Reference, LabelShift? Labels, double? MeanConfidence, double? ReferenceMeanConfidence, double? Failed, double? ReferenceFailed)
{
    public static Drift Between(BatchSummary batch, BatchSummary reference) => new(
        reference.Batch,
        LabelShift.Of(Counts(batch), Counts(reference)),
        Confidence(batch),
        Confidence(reference),
        FailedOf(batch),
        FailedOf(reference));

    private static Dictionary<string, int> Counts(BatchSummary batch) => batch.Labels.ToDictionary(label => label.Label, label => label.Count);

    private static double? Confidence(BatchSummary batch) =>
        batch.Classified == 0 ? null : (double)(batch.Labels.Sum(label => (decimal)label.MeanConfidence * label.Count) / batch.Classified);

    private static double? FailedOf(BatchSummary batch) => batch.Classified + batch.Failed == 0 ? null : (double)batch.Failed / (batch.Classified + batch.Failed);
}
