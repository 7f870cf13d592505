namespace ImageClassification.Classifier.Tests.Simulation;

/// <summary>
/// Where every choice of a schedule comes from: drawn from a seed, or replayed. Where a replay is at its end every choice is 0, which is
/// always the simplest one, so that a shorter list of choices is a simpler schedule.
/// </summary>
internal sealed class Choices
{
    private readonly Random? _random;
    private readonly IReadOnlyList<int> _replayed = [];

    public Choices(int seed) => _random = new Random(seed);

    public Choices(IReadOnlyList<int> replayed) => _replayed = replayed;

    /// <summary>All that were made.</summary>
    public List<int> Made { get; } = [];

    /// <returns>0 to one less than the bound.</returns>
    public int Next(int bound)
    {
        var choice = _random?.Next(bound) ?? (Made.Count < _replayed.Count ? _replayed[Made.Count] % bound : 0);
        Made.Add(choice);
        return choice;
    }

    /// <returns>True once in so many times.</returns>
    public bool Once(int times) => Next(times) == times - 1;

    /// <returns>The simplest choices that still fail, found by leaving out and by lowering.</returns>
    public static List<int> Shrink(IReadOnlyList<int> failing, Predicate<IReadOnlyList<int>> fails)
    {
        var best = failing.ToList();
        for (var (size, went) = (best.Count / 2, true); size > 0 || went; size /= 2)
        {
            went = false;
            for (var start = 0; start < best.Count;)
            {
                var count = Math.Max(size, 1);
                List<int> without = [.. best.Take(start), .. best.Skip(start + count)];
                List<int> lowered = [.. best.Take(start), .. best.Skip(start).Take(count).Select(_ => 0), .. best.Skip(start + count)];
                var better = fails(without) ? without : !lowered.SequenceEqual(best) && fails(lowered) ? lowered : null;
                went |= size <= 1 && better is not null;
                start += better?.Count < best.Count ? 0 : count;
                best = better ?? best;
            }
        }

        return best;
    }
}
