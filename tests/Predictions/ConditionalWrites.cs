using System.Globalization;
using ImageClassification.Contracts;

namespace ImageClassification.Predictions.Tests;

/// <summary>Which of two predictions of one object and model version stays: on a table in memory, and in local/tests on a DynamoDB endpoint.</summary>
public abstract class ConditionalWrites
{
    private const string Bucket = "images";

    private static readonly ModelIdentity Model = new(ModelName.Parse("clothing"), "1", "0123456789abcdef");
    private static readonly DateTimeOffset Noon = new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Status, sequencer, minutes after noon and entity tag of the stored and of the arriving prediction.</summary>
    [Theory]

    // With sequencers: newer wins, older is dropped, whatever the status and the time.
    [InlineData("CLASSIFIED 0A 0 a", "CLASSIFIED 0B 0 b", true)]
    [InlineData("CLASSIFIED 0A 9 a", "CLASSIFIED 0B 0 b", true)]
    [InlineData("CLASSIFIED 0B 0 b", "CLASSIFIED 0A 0 a", false)]
    [InlineData("CLASSIFIED 0B 0 b", "FAILED 0A 9 a", false)]
    [InlineData("CLASSIFIED 0A 0 a", "FAILED 0B 0 b", true)]
    [InlineData("CLASSIFIED 0A 0 a", "DELETED 0B 0 -", true)]
    [InlineData("CLASSIFIED 0B 0 b", "DELETED 0A 0 -", false)]
    [InlineData("DELETED 0A 0 -", "CLASSIFIED 0B 0 b", true)]
    [InlineData("DELETED 0B 0 -", "CLASSIFIED 0A 0 a", false)]
    [InlineData("DELETED 0B 0 -", "FAILED 0A 0 a", false)]

    // Sequencers of different lengths: the shorter is padded with zeros.
    [InlineData("CLASSIFIED 0A 0 a", "CLASSIFIED 0A01 0 b", true)]
    [InlineData("CLASSIFIED 0A01 0 b", "CLASSIFIED 0A 0 a", false)]
    [InlineData("CLASSIFIED 0A 0 a", "CLASSIFIED 0A00 0 a", false)]

    // The same version of the object: a classification is final, a failure is replaced.
    [InlineData("CLASSIFIED 0A 0 a", "CLASSIFIED 0A 0 a", false)]
    [InlineData("CLASSIFIED 0A 0 a", "FAILED 0A 0 a", false)]
    [InlineData("FAILED 0A 0 a", "CLASSIFIED 0A 0 a", true)]
    [InlineData("FAILED 0A 0 a", "FAILED 0A 0 a", true)]
    [InlineData("DELETED 0A 0 -", "DELETED 0A 0 -", false)]

    // Without sequencers, times decide.
    [InlineData("CLASSIFIED - 0 a", "CLASSIFIED - 1 b", true)]
    [InlineData("CLASSIFIED - 1 b", "CLASSIFIED - 0 a", false)]
    [InlineData("CLASSIFIED - 0 a", "CLASSIFIED - 0 a", false)]
    [InlineData("CLASSIFIED - 0 a", "CLASSIFIED - 0 b", true)]
    [InlineData("FAILED - 0 a", "CLASSIFIED - 0 a", true)]
    [InlineData("CLASSIFIED - 0 a", "DELETED - 1 -", true)]
    [InlineData("DELETED - 1 -", "CLASSIFIED - 0 a", false)]
    [InlineData("DELETED - 0 -", "CLASSIFIED - 1 a", true)]

    // A listing knows no sequencer, and never replaces what an event brought.
    [InlineData("CLASSIFIED 0A 0 a", "CLASSIFIED - 9 b", false)]
    [InlineData("DELETED 0A 0 -", "CLASSIFIED - 9 b", false)]
    [InlineData("CLASSIFIED - 0 a", "CLASSIFIED 0A 1 b", true)]
    [InlineData("CLASSIFIED - 1 b", "CLASSIFIED 0A 0 a", false)]

    // What a listing classified stays where an event of the same content fails.
    [InlineData("CLASSIFIED - 0 a", "FAILED 0A 1 a", false)]
    [InlineData("CLASSIFIED - 0 a", "FAILED 0A 1 b", true)]
    [InlineData("CLASSIFIED - 0 a", "CLASSIFIED 0A 1 a", true)]
    [InlineData("FAILED - 0 a", "FAILED 0A 1 a", true)]
    [InlineData("CLASSIFIED - 0 a", "DELETED 0A 1 -", true)]
    [InlineData("DELETED - 0 -", "FAILED 0A 1 a", true)]
    public async Task The_newest_version_stays(string stored, string arriving, bool replaces)
    {
        var store = new PredictionStore(await TableAsync());
        var key = $"uploads/conditions/{Guid.NewGuid()}.jpg";
        (await store.WriteAsync(Parse(key, stored), Cancellation)).ShouldBe(WriteOutcome.Written);

        var outcome = await store.WriteAsync(Parse(key, arriving), Cancellation);

        outcome.ShouldBe(replaces ? WriteOutcome.Written : WriteOutcome.Superseded);
        var left = (await store.FindAsync(Bucket, ObjectKey.Parse(key), Cancellation)).ShouldHaveSingleItem();
        left.Status.ShouldBe(Parse(key, replaces ? arriving : stored).Status);
        left.Version.ShouldBe(Parse(key, replaces ? arriving : stored).Version);
    }

    [Theory]
    [InlineData("FAILED 0A 0 a")]
    [InlineData("FAILED - 0 a")]
    public async Task A_late_RETRIES_EXHAUSTED_does_not_replace_the_reason_of_the_same_version(string failure)
    {
        var store = new PredictionStore(await TableAsync());
        var failed = Parse($"uploads/conditions/{Guid.NewGuid()}.jpg", failure);
        var exhausted = failed with { Error = new(ErrorCode.RetriesExhausted, "Every try failed.") };

        await store.WriteAsync(exhausted, Cancellation);
        await store.WriteAsync(failed, Cancellation);
        await store.WriteAsync(exhausted, Cancellation);

        (await store.FindAsync(Bucket, failed.Key, Cancellation)).ShouldHaveSingleItem().Error.ShouldBe(failed.Error);
    }

    [Fact]
    public async Task Another_model_version_s_prediction_stands_beside()
    {
        var store = new PredictionStore(await TableAsync());
        var first = Parse($"uploads/conditions/{Guid.NewGuid()}.jpg", "CLASSIFIED 0A 0 a");

        await store.WriteAsync(first, Cancellation);
        await store.WriteAsync(first with { Model = Model with { Version = "2" } }, Cancellation);

        var found = await store.FindAsync(Bucket, first.Key, Cancellation);
        found.Select(prediction => prediction.Model.Version).ShouldBe(["1", "2"], ignoreOrder: true);
    }

    protected abstract Task<PredictionTable> TableAsync();

    protected static Prediction Parse(string key, string text)
    {
        var parts = text.Split(' ');
        var status = Enum.Parse<PredictionStatus>(parts[0], ignoreCase: true);
        return new Prediction
        {
            Bucket = Bucket,
            Key = ObjectKey.Parse(key),
            Status = status,
            Model = Model,
            Version = new ObjectVersion(
                Noon.AddMinutes(int.Parse(parts[2], CultureInfo.InvariantCulture)),
                parts[3] == "-" ? null : parts[3],
                Sequencer.From(parts[1].Trim('-'))),
            Labels = status == PredictionStatus.Classified ? [.. Enumerable.Repeat(new ScoredLabel("longsleeve", 0.2), 5)] : [],
            Error = status == PredictionStatus.Failed ? new PredictionError(ErrorCode.CorruptImage, "Damaged.") : null,
            Image = new ImageSize(400, 533, 25988),
            Times = new StageTimes(12.34, 3.21, 1.23, 4.56),
            PredictedAt = Noon,
        };
    }
}
