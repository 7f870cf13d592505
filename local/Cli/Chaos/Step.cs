namespace ImageClassification.Cli.Chaos;

/// <summary>One thing that the uploader does.</summary>
/// <param name="Key">Of the object.</param>
/// <param name="Sample">What it puts under the key. Null to delete.</param>
/// <param name="Metadata">Of the object, as <see cref="Versions"/> has them.</param>
internal sealed record Step(string Key, Sample? Sample, IReadOnlyDictionary<string, string>? Metadata = null)
{
    private const int Batches = 3;

    /// <summary>The steps for this many keys: each key's in their order, those of different keys mixed.</summary>
    public static IReadOnlyList<Step> Script(IReadOnlyList<Sample> samples, int images, Random random)
    {
        var good = samples.Where(sample => sample.Label is not null).ToArray();
        var broken = samples.Where(sample => sample.Code is not null).ToArray();
        var open = Enumerable.Range(0, images)
            .Select(image => $"uploads/chaos-{image % Batches}/{image}.jpg")
            .Select(key => new Queue<Step>(random.Next(4) == 0 ? Versions.Draw(key, random, Any(), Any()) : StepsOf().Select(sample => new Step(key, sample))))
            .Concat(CompletionAudit.Keys(images).Select(key => new Queue<Step>([new(key, Any()), new(key, Any())])))
            .ToList();
        var script = new List<Step>();
        while (open.Count > 0)
        {
            var at = random.Next(open.Count);
            script.Add(open[at].Dequeue());
            if (open[at].Count == 0)
            {
                open.RemoveAt(at);
            }
        }

        return script;

        // A fourth of the keys has versions or is archived. Half of the others are uploaded once;
        // the rest are replaced, deleted, deleted and uploaded again, or replaced several times.
        Sample?[] StepsOf() => random.Next(10) switch
        {
            < 5 => [Any()],
            5 or 6 => [Any(), Any()],
            7 => [Any(), null],
            8 => [Any(), null, Any()],
            _ => [Any(), Any(), Any(), Any()],
        };

        Sample Any() => random.Next(5) == 0 ? random.GetItems(broken, 1)[0] : random.GetItems(good, 1)[0];
    }
}
