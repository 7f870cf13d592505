using Amazon.DynamoDBv2.Model;
using ImageClassification.Contracts;

namespace ImageClassification.Predictions;

/// <summary>The part of a prediction's item that tells whether the prediction is right.</summary>
/// <param name="Status">A tombstone's, too.</param>
/// <param name="Version">Of the object, as <see cref="TruthEntry.Version"/> has it.</param>
/// <param name="Likeliest">Null unless classified.</param>
internal sealed record LabelItem(PredictionStatus Status, string Version, ScoredLabel? Likeliest)
{
    public static readonly string[] Attributes = ["pk", "status", "eventTime", "eTag", "labels[0]"];

    public static LabelItem To(Dictionary<string, AttributeValue> item) => new(
        StatusName.Parse(item["status"].S),
        TruthEntry.VersionOf(PredictionItem.ToVersion(item)),
        item.GetValueOrDefault("labels") is { L: [var pair, ..] } ? PredictionItem.ToLabel(pair) : null);
}
