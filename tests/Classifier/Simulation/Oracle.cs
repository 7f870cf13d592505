using System.Text.Json;
using ImageClassification.Contracts;
using ImageClassification.Predictions;

namespace ImageClassification.Classifier.Tests.Simulation;

/// <summary>Knows what the bucket holds, and so what the table must.</summary>
internal sealed class Oracle(World world)
{
    /// <summary>Which models must have seen the object as it is now.</summary>
    private readonly Dictionary<ObjectKey, HashSet<ModelName>> _asked = [];

    private readonly List<BatchCompletion> _completions = [];

    /// <summary>Null where nobody said.</summary>
    public int? Expected { get; set; }

    public string? Violation { get; private set; }

    public void Changed(ObjectKey key) => _asked[key] = [Deployment.Main];

    public void Asked(WorkItem.Classify item)
    {
        if (_asked.TryGetValue(item.Key, out var models))
        {
            models.Add(item.Model ?? Deployment.Main);
        }
    }

    public void Completed(string body)
    {
        var completion = JsonSerializer.Deserialize(body, ContractsJson.Default.BatchCompletion)!;
        world.Log($"completed: {body}");
        var count = Live().Count(prediction => prediction.Model.NameAndVersion() == completion.Model);
        _completions.Add(completion);
        Violation ??= _completions.Exists(other => other.CompletedAt == completion.CompletedAt
            && other.Id != completion.Id) ? "A completion has two ids." : null;
        Violation ??= !_reached.Contains(completion.Model!.Value)
            ? $"The batch is complete by {completion.Model}, which never had {Expected} images ({count} now)."
            : null;
    }

    /// <summary>Model versions that once had as many predictions at a time as are expected.</summary>
    private readonly HashSet<ModelVersion> _reached = [];

    /// <summary>After every write.</summary>
    public void Written()
    {
        foreach (var model in Live().GroupBy(prediction => prediction.Model.NameAndVersion()).Where(model => model.Count() >= 2))
        {
            _reached.Add(model.Key);
        }
    }

    /// <summary>After the last message.</summary>
    public string? Judge() => _asked.Select(asked => Judge(asked.Key, asked.Value)).FirstOrDefault(wrong => wrong is not null) ?? JudgeBatch();

    private string? Judge(ObjectKey key, HashSet<ModelName> models)
    {
        var live = Live().Where(prediction => prediction.Key == key).ToList();
        if (world.Bucket.Content(key) is not { } content)
        {
            return live.Count > 0 ? $"{key} is deleted, and {Describe(live[0])}." : null;
        }

        // A try that was exhausted under one version of the model, and succeeded under the next one, leaves its failure under the first.
        // What was found archived and was not asked for since it was restored says so.
        var isArchived = world.Bucket.IsArchived(key);
        var seen = live.FindAll(prediction => prediction.WasLookedAt() && (IsOfArchive(prediction) ? isArchived : prediction.Version.ETag == content));
        if (seen.Find(prediction => prediction.Status != Contents.Status(content) && !IsOfArchive(prediction)) is { } wrong)
        {
            return $"{key} is {content}, and {Describe(wrong)}.";
        }

        foreach (var model in models.Where(model => !seen.Exists(prediction => prediction.Model.Name == model)))
        {
            return $"{key} is {content}, and {model} has not seen it: {string.Join(", ", live.Select(Describe))}.";
        }

        return null;
    }

    private string? JudgeBatch()
    {
        var live = Live().GroupBy(prediction => prediction.Model.NameAndVersion()).ToDictionary(model => model.Key, model => model.Count());
        return Expected is { } expected && live.Values.Any(count => count >= expected) && _completions.Count == 0
            ? $"All {expected} images are there, and no message says so."
            : null;
    }

    private IEnumerable<Prediction> Live() => world.Table.Items.Where(item => item.ContainsKey("outcome") && item.ContainsKey("key")).Select(PredictionItem.To);

    private static bool IsOfArchive(Prediction prediction) => prediction.Error?.Code == ErrorCode.ObjectArchived;

    private static string Describe(Prediction prediction) =>
        $"{prediction.Model.NameAndVersion()} has {prediction.Status} "
        + $"of {prediction.Version.ETag ?? "nothing"} {prediction.Version.Sequencer} {prediction.Error?.Code}";
}
