namespace ImageClassification.Batches;

/// <summary>A part of a batch's counts.</summary>
internal sealed class Tally
{
    private readonly Dictionary<string, (int Count, double Sum)> _labels = [];
    private readonly Dictionary<string, int> _codes = [];
    private readonly int[] _confidence = new int[BatchCounts.Bins];

    public int Missing { get; set; }

    public void AddLabel(string label, double confidence)
    {
        var (count, sum) = _labels.GetValueOrDefault(label);
        _labels[label] = (count + 1, sum + confidence);
        _confidence[Math.Min((int)(confidence * BatchCounts.Bins), BatchCounts.Bins - 1)]++;
    }

    public void AddCode(string code) => _codes[code] = _codes.GetValueOrDefault(code) + 1;

    public static BatchCounts Sum(IReadOnlyCollection<Tally> tallies)
    {
        var labels = tallies.SelectMany(tally => tally._labels)
            .GroupBy(label => label.Key, label => label.Value, (label, parts) => Count(label, [.. parts]))
            .OrderByDescending(label => label.Count).ThenBy(label => label.Label, StringComparer.Ordinal)
            .ToList();
        var errors = tallies.SelectMany(tally => tally._codes)
            .GroupBy(code => code.Key, code => code.Value, (code, counts) => new ErrorCount(code, counts.Sum()))
            .OrderByDescending(error => error.Count).ThenBy(error => error.Code, StringComparer.Ordinal)
            .ToList();
        var confidence = Enumerable.Range(0, BatchCounts.Bins).Select(bin => tallies.Sum(tally => tally._confidence[bin]));
        return new BatchCounts(
            labels.Sum(label => label.Count), errors.Sum(error => error.Count), labels, errors, [.. confidence], tallies.Sum(tally => tally.Missing));
    }

    private static LabelCount Count(string label, IReadOnlyCollection<(int Count, double Sum)> parts)
    {
        var count = parts.Sum(part => part.Count);
        return new LabelCount(label, count, Math.Round(parts.Sum(part => part.Sum) / count, 6));
    }
}
