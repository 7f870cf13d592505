using ImageClassification.Contracts;

namespace ImageClassification.Predictions.Tests;

internal static class Samples
{
    public static readonly ModelIdentity Model = new(ModelName.Parse("clothing"), "1", "0123456789abcdef");

    public static readonly BatchName Trip = BatchName.Parse("trip");

    public static readonly DateTimeOffset Noon = new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);

    public static Prediction Classified(string key, string label, double confidence) => new()
    {
        Bucket = "images",
        Key = ObjectKey.Parse(key),
        Status = PredictionStatus.Classified,
        Model = Model,
        Version = new ObjectVersion(Noon, "d41d8cd98f00b204e9800998ecf8427e", Sequencer.From("0055AED6DCD90281E5")),
        Labels = [new ScoredLabel(label, confidence), new ScoredLabel("other", 0.0625)],
        Image = new ImageSize(400, 533, 25988),
        Times = new StageTimes(12.5, 3.25, 1.5, 4),
        PredictedAt = Noon.AddSeconds(3),
    };

    public static Prediction Failed(string key, string code) => Classified(key, "none", 0) with
    {
        Status = PredictionStatus.Failed,
        Labels = [],
        Error = new PredictionError(code, "What is wrong, and how to fix it."),
        Image = new ImageSize(null, null, 17),
        Times = null,
    };

    public static Prediction Deleted(string key, DateTimeOffset at, string? sequencer = null) => Classified(key, "none", 0) with
    {
        Status = PredictionStatus.Deleted,
        Labels = [],
        Version = new ObjectVersion(at, null, Sequencer.From(sequencer)),
        Image = null,
        Times = null,
        LookedAt = at,
        PredictedAt = at,
    };
}
