namespace ImageClassification.Quality;

/// <summary>The shift of the labels' shares from those of a reference.</summary>
/// <param name="StabilityIndex">
/// The population stability index, Σ (p − q) · ln(p / q). By custom below 0.1 nothing has changed, and above 0.25 much has.
/// </param>
/// <param name="Shares">The largest first.</param>
public sealed record LabelShift(double StabilityIndex, IReadOnlyList<LabelShare> Shares)
{
    /// <summary>Replaces smaller shares, and zero, whose logarithm is infinite.</summary>
    private const double Least = 0.0001;

    /// <returns>Null where one of them has nothing.</returns>
    public static LabelShift? Of(IReadOnlyDictionary<string, int> counts, IReadOnlyDictionary<string, int> reference)
    {
        double all = counts.Values.Sum(), allOfReference = reference.Values.Sum();
        if (all == 0 || allOfReference == 0)
        {
            return null;
        }

        var shares = counts.Keys.Union(reference.Keys)
            .Select(label => new LabelShare(label, counts.GetValueOrDefault(label) / all, reference.GetValueOrDefault(label) / allOfReference))
            .OrderByDescending(share => share.Share).ThenBy(share => share.Label, StringComparer.Ordinal)
            .ToList();
        return new(shares.Sum(share => Term(Math.Max(share.Share, Least), Math.Max(share.Reference, Least))), shares);
    }

    private static double Term(double share, double reference) => (share - reference) * Math.Log(share / reference);
}
