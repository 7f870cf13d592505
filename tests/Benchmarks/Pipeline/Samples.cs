using ImageClassification.Contracts;

namespace ImageClassification.Benchmarks.Pipeline;

/// <summary>Work items and predictions as the pipeline has them.</summary>
internal static class Samples
{
    public static WorkItem.Classify Item(int number) => new(
        "images",
        ObjectKey.Parse($"uploads/trip/2026/photo-{number}.jpg"),
        new ObjectVersion(DateTimeOffset.UnixEpoch.AddYears(56), "d41d8cd98f00b204e9800998ecf8427e", Sequencer.From("0055AED6DCD90281E5")))
    {
        Size = 35_381,
        TraceId = "1-5759e988-bd862e3fe1be46a994272793",
    };

    public static Prediction Predict(WorkItem.Classify item) => new()
    {
        Bucket = item.Bucket,
        Key = item.Key,
        Status = PredictionStatus.Classified,
        Model = new ModelIdentity(ModelName.Parse("clothing"), "1", "0123456789abcdef"),
        Version = item.Version,
        Labels = [new("t-shirt", 0.38862155), new("skirt", 0.21442934), new("shoes", 0.08131564), new("shorts", 0.07828639), new("dress", 0.06055403)],
        Image = new ImageSize(400, 533, item.Size!.Value),
        Times = new StageTimes(12.34, 0.53, 0.19, 3.31),
        PredictedAt = item.Version.EventTime,
        TraceId = item.TraceId,
    };
}
