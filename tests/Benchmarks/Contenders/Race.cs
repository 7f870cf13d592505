namespace ImageClassification.Benchmarks.Contenders;

/// <summary>Contenders at the same work, in turn: anything else that the machine does meanwhile, it does to all of them.</summary>
internal static class Race
{
    /// <returns>The median of each contender's rounds, after one that does not count.</returns>
    /// <exception cref="InvalidOperationException">Two do not agree on an image's label: they do not do the same work.</exception>
    public static Dictionary<string, Sample> Run(IReadOnlyList<Contender> contenders, string step, Load load, int threads, int rounds)
    {
        var samples = contenders.ToDictionary(contender => contender.Name, _ => new List<Sample>());
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var contender in contenders)
            {
                var sample = contender.Ask(step, load, threads);
                if (round > 0)
                {
                    samples[contender.Name].Add(sample);
                }
            }
        }

        // With two threads any image may be the last.
        var labels = samples.Values.Select(each => each[^1].Label).Where(label => label.Length > 0).Distinct().ToList();
        return threads > 1 || labels.Count <= 1
            ? samples.ToDictionary(each => each.Key, each => MedianOf(each.Value))
            : throw new InvalidOperationException($"{load.Name}: one says {labels[0]}, another {labels[1]}.");
    }

    public static double Median(IEnumerable<double> values) => values.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;

    private static Sample MedianOf(List<Sample> samples) => new(
        Median(samples.Select(sample => sample.Wall)),
        Median(samples.Select(sample => sample.Cpu)),
        (long)Median(samples.Select(sample => (double)sample.Allocated)),
        samples[^1].Label);
}
