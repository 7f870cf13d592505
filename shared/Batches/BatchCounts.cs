namespace ImageClassification.Batches;

/// <summary>The counts of one model version's predictions of a batch.</summary>
/// <param name="Classified">Number of images with a label.</param>
/// <param name="Failed">Number of images without one.</param>
/// <param name="Labels">Most frequent first.</param>
/// <param name="Errors">Most frequent first.</param>
/// <param name="Confidence">Number of top confidences in each of 20 equal parts from 0 to 1.</param>
/// <param name="Missing">Number of images that only other model versions have seen.</param>
public sealed record BatchCounts(
    int Classified, int Failed, IReadOnlyList<LabelCount> Labels, IReadOnlyList<ErrorCount> Errors, IReadOnlyList<int> Confidence, int Missing = 0)
{
    public const int Bins = 20;

    public static BatchCounts None { get; } = new(0, 0, [], [], new int[Bins]);
}
