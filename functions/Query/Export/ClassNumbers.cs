using ImageClassification.Contracts;
using ImageClassification.Predictions;

namespace ImageClassification.Query.Export;

/// <summary>The labels of a batch's truths by number, the same in each part of a split.</summary>
/// <param name="Numbers">From 0, in the order of the labels' characters.</param>
/// <param name="IsMultiLabel">Whether an image of the batch shows several of them.</param>
internal sealed record ClassNumbers(IReadOnlyDictionary<string, int> Numbers, bool IsMultiLabel)
{
    public static ClassNumbers Of(IReadOnlyList<TruthEntry> entries)
    {
        var truths = entries.Select(entry => entry.Truth).OfType<Truth>().ToList();
        return new(
            truths.SelectMany(truth => truth.Labels).Distinct().Order(StringComparer.Ordinal).Index().ToDictionary(label => label.Item, label => label.Index),
            truths.Any(truth => truth.Labels.Count > 1));
    }

    /// <summary>Whether the truth can be said in numbers: one label has no number for none of them.</summary>
    public bool Has(Truth truth) => (IsMultiLabel || truth.Labels.Count == 1) && truth.Labels.All(Numbers.ContainsKey);
}
