using System.Globalization;
using Amazon.DynamoDBv2.Model;
using ImageClassification.Contracts;

namespace ImageClassification.Predictions;

/// <summary>A batch and its models as items of the table.</summary>
internal static class BatchItem
{
    public static BatchEntry ToEntry(Dictionary<string, AttributeValue> item) => new(
        BatchName.Parse(item["batch"].S),
        PredictionItem.ParseTime(item["createdAt"].S),
        item.TryGetValue("expected", out var expected) ? int.Parse(expected.N, CultureInfo.InvariantCulture) : null,
        item.GetValueOrDefault("note")?.S,
        item.TryGetValue("model", out var model) ? ModelName.Parse(model.S) : null,
        Time(item, "completedAt"),
        ModelVersion.From(item.GetValueOrDefault("current")?.S));

    public static BatchModel ToModel(Dictionary<string, AttributeValue> item) => new(
        ModelVersion.Parse(item["sk"].S),
        PredictionItem.ParseTime(item["startedAt"].S),
        PredictionItem.ParseTime(item["metAt"].S),
        PredictionItem.ParseTime(item["changedAt"].S));

    /// <returns>Null where nothing is known of the batch.</returns>
    public static BatchState? ToState(List<Dictionary<string, AttributeValue>> partition) =>
        partition.Find(item => item["sk"].S == PredictionKeys.Declaration) is { } entry
            ? new BatchState(
                ToEntry(entry),
                [.. partition.Where(item => item != entry).Select(ToModel).OrderByDescending(model => model.MetAt).ThenBy(
                    model => model.Version.ToString(), StringComparer.Ordinal)],
                Time(entry, "checkAt"),
                Time(entry, "completionSentAt"),
                entry.GetValueOrDefault("truths")?.S,
                Time(entry, "deletedAt"))
            : null;

    private static DateTimeOffset? Time(Dictionary<string, AttributeValue> item, string name) =>
        item.TryGetValue(name, out var time) ? PredictionItem.ParseTime(time.S) : null;
}
