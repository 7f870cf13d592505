using Amazon.DynamoDBv2.Model;
using ImageClassification.Contracts;

namespace ImageClassification.Predictions;

/// <summary>A truth as an item of the table.</summary>
internal static class TruthItem
{
    /// <summary>Those that <see cref="To"/> reads.</summary>
    public static readonly string[] Attributes = ["bucket", "key", "sk", "labels", "how", "at", "who", "sample"];

    public static Dictionary<string, AttributeValue> From(TruthEntry entry, Truth decision)
    {
        var item = PredictionKeys.Of(PredictionKeys.Truth(entry.Bucket, entry.Key), entry.Version);
        item["bucket"] = PredictionItem.Text(entry.Bucket);
        item["key"] = PredictionItem.Text(entry.Key);
        item["how"] = PredictionItem.Text(decision.How.ToString());
        item["at"] = PredictionItem.Text(PredictionItem.Format(decision.At));
        if (decision.Who is { } who)
        {
            item["who"] = PredictionItem.Text(who);
        }

        if (decision.Sample is { } sample)
        {
            item["sample"] = PredictionItem.Text(sample.ToString());
        }

        if (entry.Truth is not null)
        {
            item["labels"] = new AttributeValue { L = [.. decision.Labels.Select(PredictionItem.Text)], IsLSet = true };
            item["batchShard"] = PredictionItem.Text(PredictionKeys.TruthShard(entry.Bucket, entry.Key));
            item["outcome"] = PredictionItem.Text(PredictionKeys.TruthPlace(entry));
        }

        return item;
    }

    public static TruthEntry To(Dictionary<string, AttributeValue> item) => new(
        item["bucket"].S,
        ObjectKey.Parse(item["key"].S),
        item["sk"].S,
        item.TryGetValue("labels", out var labels)
            ? new Truth(
                [.. (labels.L ?? []).Select(label => label.S)],
                Enum.Parse<TruthSource>(item["how"].S),
                PredictionItem.ParseTime(item["at"].S),
                item.GetValueOrDefault("who")?.S,
                item.TryGetValue("sample", out var sample) ? Enum.Parse<ReviewSample>(sample.S) : null)
            : null);
}
