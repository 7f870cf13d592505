using Amazon.DynamoDBv2.Model;
using ImageClassification.Contracts;

namespace ImageClassification.Predictions;

/// <summary>The part of a prediction's item that tells whether the prediction is right.</summary>
/// <param name="Status">A tombstone's, too.</param>
/// <param name="Version">Of the object, as <see cref="TruthEntry.Version"/> has it.</param>
/// <param name="Likeliest">Null unless classified.</param>
/// <param name="Labels">All that a multi-label model gives; null for another one's.</param>
internal sealed record LabelItem(PredictionStatus Status, string Version, ScoredLabel? Likeliest, IReadOnlyList<string>? Labels)
{
    public static readonly string[] Attributes = ["pk", "outcome", "confidence", "eventTime", "eTag", "multi"];

    public static LabelItem To(Dictionary<string, AttributeValue> item) => new(
        item.TryGetValue("outcome", out var outcome) ? PredictionKeys.ParseStatus(outcome.S) : PredictionStatus.Deleted,
        TruthEntry.VersionOf(PredictionItem.ToVersion(item)),
        item.TryGetValue("confidence", out var confidence) ? new(PredictionKeys.ParseLabelOrCode(outcome!.S), PredictionItem.ParseNumber(confidence)) : null,
        item.GetValueOrDefault("multi")?.L.ConvertAll(label => label.S));
}
