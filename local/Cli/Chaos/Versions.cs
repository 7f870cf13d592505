using ImageClassification.Contracts;

namespace ImageClassification.Cli.Chaos;

/// <summary>
/// Simulates a versioned bucket and archived objects. The embedded S3 has neither: it reports of these uploads what their metadata
/// say, as local/services/notifications.js has it, and the object that is there afterwards decides.
/// </summary>
internal static class Versions
{
    public static Step[] Draw(string key, Random random, Sample one, Sample other)
    {
        var archived = new Step(key, one with { Label = null, Code = ErrorCode.ObjectArchived }, Told(("archived", "true")));
        return random.Next(5) switch
        {
            0 => [Upload(one), new(key, null), Uncovered(one)], // a delete marker, and its removal
            1 => [Upload(one), Upload(other), Uncovered(other)], // an old version is deleted permanently
            2 => [Upload(one), Upload(other), Uncovered(one)], // the current version is deleted permanently
            3 => [archived, new(key, one, Told(("told-as", "ObjectRestore:Completed")))],
            _ => [archived],
        };

        Step Upload(Sample sample) => new(key, sample, Told());

        Step Uncovered(Sample sample) => new(key, sample, Told(("told-as", "ObjectRemoved:Delete")));

        Dictionary<string, string> Told(params (string Name, string Value)[] metadata) =>
            metadata.Append(("version-id", $"{random.Next():x8}")).ToDictionary();
    }
}
