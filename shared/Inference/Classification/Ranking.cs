using ImageClassification.Contracts;

namespace ImageClassification.Inference.Classification;

/// <summary>The best labels of many, of which only those are made that are asked for: a model may have thousands.</summary>
internal static class Ranking
{
    /// <returns>So many of the labels as <paramref name="count"/> says, best first; of equal ones, the first.</returns>
    public static ScoredLabel[] Best(IReadOnlyList<string> labels, IReadOnlyList<double> confidences, int count)
    {
        var order = new int[labels.Count];
        for (var index = 0; index < order.Length; index++)
        {
            order[index] = index;
        }

        order.AsSpan().Sort((a, b) => confidences[b].CompareTo(confidences[a]) is not 0 and var better ? better : a - b);
        var best = new ScoredLabel[count];
        for (var place = 0; place < count; place++)
        {
            best[place] = new ScoredLabel(labels[order[place]], confidences[order[place]]);
        }

        return best;
    }
}
