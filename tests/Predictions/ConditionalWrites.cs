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

    /// <summary>
    /// Status, sequencer, minutes after noon and entity tag of the stored and of the arriving prediction. What happened in a minute was
    /// looked at ten seconds later, and predicted ten seconds after that.
    /// </summary>
    [Theory]

    // With sequencers: newer wins, older is superseded, regardless of the status and the time.
    [InlineData("CLASSIFIED 0A 0 a", "CLASSIFIED 0B 0 b", WriteOutcome.Written)]
    [InlineData("CLASSIFIED 0A 9 a", "CLASSIFIED 0B 0 b", WriteOutcome.Written)]
    [InlineData("CLASSIFIED 0B 0 b", "CLASSIFIED 0A 0 a", WriteOutcome.Superseded)]
    [InlineData("CLASSIFIED 0B 0 b", "FAILED 0A 9 a", WriteOutcome.Superseded)]
    [InlineData("CLASSIFIED 0A 0 a", "FAILED 0B 0 b", WriteOutcome.Written)]
    [InlineData("CLASSIFIED 0A 0 a", "EXHAUSTED 0B 0 b", WriteOutcome.Written)]
    [InlineData("CLASSIFIED 0A 0 a", "DELETED 0B 0 -", WriteOutcome.Written)]
    [InlineData("CLASSIFIED 0B 0 b", "DELETED 0A 0 -", WriteOutcome.Superseded)]
    [InlineData("DELETED 0A 0 -", "CLASSIFIED 0B 0 b", WriteOutcome.Written)]
    [InlineData("DELETED 0B 0 -", "CLASSIFIED 0A 0 a", WriteOutcome.Superseded)]
    [InlineData("DELETED 0B 0 -", "FAILED 0A 0 a", WriteOutcome.Superseded)]

    // Sequencers of different lengths: the shorter is padded with zeros.
    [InlineData("CLASSIFIED 0A 0 a", "CLASSIFIED 0A01 0 b", WriteOutcome.Written)]
    [InlineData("CLASSIFIED 0A01 0 b", "CLASSIFIED 0A 0 a", WriteOutcome.Superseded)]
    [InlineData("CLASSIFIED 0A 0 a", "CLASSIFIED 0A00 0 a", WriteOutcome.Superseded)]

    // The same version of the object: a classification is final, a failure is replaced by a classification and by a later look.
    [InlineData("CLASSIFIED 0A 0 a", "CLASSIFIED 0A 0 a", WriteOutcome.Superseded)]
    [InlineData("CLASSIFIED 0A 0 a", "FAILED 0A 0 a", WriteOutcome.Superseded)]
    [InlineData("FAILED 0A 0 a", "CLASSIFIED 0A 0 a", WriteOutcome.Written)]
    [InlineData("FAILED 0A 0 a", "FAILED 0A 0 a", WriteOutcome.Superseded)]
    [InlineData("FAILED 0A 0 a", "FAILED 0A 0 b", WriteOutcome.Written)]
    [InlineData("FAILED 0A 0 a", "FAILED 0A 1 a", WriteOutcome.Written)]
    [InlineData("ARCHIVED 0A 0 a", "FAILED 0A 1 a", WriteOutcome.Written)]
    [InlineData("FAILED 0A 1 a", "ARCHIVED 0A 0 a", WriteOutcome.Unordered)]
    [InlineData("FAILED 0A 0 a", "EXHAUSTED 0A 0 a", WriteOutcome.Superseded)]
    [InlineData("EXHAUSTED 0A 0 a", "FAILED 0A 0 a", WriteOutcome.Written)]
    [InlineData("DELETED 0A 0 -", "DELETED 0A 0 -", WriteOutcome.Superseded)]

    // The same content, uploaded again or found by a listing: a classification holds.
    [InlineData("CLASSIFIED 0A 0 a", "FAILED 0B 1 a", WriteOutcome.Superseded)]
    [InlineData("CLASSIFIED 0A 0 a", "CLASSIFIED 0B 1 a", WriteOutcome.Written)]
    [InlineData("CLASSIFIED 0A 0 a", "CLASSIFIED - 9 a", WriteOutcome.Superseded)]
    [InlineData("CLASSIFIED - 0 a", "CLASSIFIED - 9 a", WriteOutcome.Superseded)]
    [InlineData("CLASSIFIED - 0 a", "FAILED 0A 1 a", WriteOutcome.Superseded)]
    [InlineData("CLASSIFIED - 0 a", "EXHAUSTED 0A 1 a", WriteOutcome.Superseded)]
    [InlineData("CLASSIFIED - 0 a", "CLASSIFIED 0A 1 a", WriteOutcome.Written)]
    [InlineData("FAILED - 0 a", "CLASSIFIED - 0 a", WriteOutcome.Written)]
    [InlineData("FAILED - 0 a", "FAILED 0A 1 a", WriteOutcome.Written)]
    [InlineData("FAILED - 0 a", "FAILED 0A 0 a", WriteOutcome.Superseded)]
    [InlineData("FAILED 0A 0 a", "FAILED 0B 0 a", WriteOutcome.Written)]
    [InlineData("FAILED 0A 1 a", "ARCHIVED 0B 0 a", WriteOutcome.Unordered)]
    [InlineData("FAILED 0A 0 a", "ARCHIVED 0B 1 a", WriteOutcome.Written)]
    [InlineData("EXHAUSTED 0A 0 a", "FAILED - 1 a", WriteOutcome.Written)]
    [InlineData("ARCHIVED 0A 0 a", "FAILED - 1 a", WriteOutcome.Written)]
    [InlineData("ARCHIVED - 0 a", "FAILED - 0 a", WriteOutcome.Unordered)]
    [InlineData("FAILED - 1 a", "ARCHIVED 0A 0 a", WriteOutcome.Unordered)]
    [InlineData("ARCHIVED 0A 0 a", "CLASSIFIED - 0 a", WriteOutcome.Written)]
    [InlineData("CLASSIFIED - 0 a", "ARCHIVED - 9 a", WriteOutcome.Superseded)]
    [InlineData("FAILED 0A 0 a", "CLASSIFIED - 0 a", WriteOutcome.Written)]
    [InlineData("FAILED 0A 0 a", "EXHAUSTED - 9 a", WriteOutcome.Superseded)]

    // Another content, and a sequencer is missing: who looked after the other was done is newer, and who did not looks again.
    [InlineData("CLASSIFIED - 0 a", "CLASSIFIED - 1 b", WriteOutcome.Written)]
    [InlineData("CLASSIFIED - 1 b", "CLASSIFIED - 0 a", WriteOutcome.Unordered)]
    [InlineData("CLASSIFIED - 0 a", "CLASSIFIED - 0 b", WriteOutcome.Unordered)]
    [InlineData("CLASSIFIED 0A 0 a", "CLASSIFIED - 1 b", WriteOutcome.Written)]
    [InlineData("CLASSIFIED 0A 1 a", "CLASSIFIED - 0 b", WriteOutcome.Unordered)]
    [InlineData("CLASSIFIED - 0 a", "CLASSIFIED 0A 1 b", WriteOutcome.Written)]
    [InlineData("CLASSIFIED - 1 b", "CLASSIFIED 0A 0 a", WriteOutcome.Unordered)]
    [InlineData("CLASSIFIED - 0 a", "FAILED 0A 1 b", WriteOutcome.Written)]

    // Deletions: what is found after one is newer, what was found before is looked at again, and finds nothing.
    [InlineData("CLASSIFIED - 0 a", "DELETED 0A 1 -", WriteOutcome.Written)]
    [InlineData("CLASSIFIED - 1 a", "DELETED 0A 0 -", WriteOutcome.Unordered)]
    [InlineData("DELETED 0A 0 -", "CLASSIFIED - 9 b", WriteOutcome.Written)]
    [InlineData("DELETED 0A 9 -", "CLASSIFIED - 0 b", WriteOutcome.Unordered)]
    [InlineData("DELETED - 0 -", "FAILED 0A 1 a", WriteOutcome.Written)]
    [InlineData("DELETED - 0 -", "GONE 0A 9 -", WriteOutcome.Superseded)]
    [InlineData("DELETED 0A 0 -", "GONE 0B 9 -", WriteOutcome.Written)]
    [InlineData("DELETED 0A 0 -", "DELETED - 9 -", WriteOutcome.Superseded)]

    // What nobody looked at replaces only what is older for certain, and is replaced by any look but one before its event.
    [InlineData("CLASSIFIED - 0 a", "EXHAUSTED 0A 1 b", WriteOutcome.Written)]
    [InlineData("CLASSIFIED - 1 b", "EXHAUSTED 0A 0 a", WriteOutcome.Superseded)]
    [InlineData("DELETED 0A 9 -", "EXHAUSTED - 0 a", WriteOutcome.Superseded)]
    [InlineData("EXHAUSTED - 9 a", "CLASSIFIED - 0 b", WriteOutcome.Written)]
    [InlineData("EXHAUSTED 0A 0 a", "CLASSIFIED - 1 b", WriteOutcome.Written)]
    [InlineData("EXHAUSTED 0A 9 a", "CLASSIFIED - 0 b", WriteOutcome.Unordered)]
    public async Task The_newest_version_stays(string stored, string arriving, WriteOutcome expected)
    {
        var store = new PredictionStore(await TableAsync());
        var key = $"uploads/conditions/{Guid.NewGuid()}.jpg";
        (await store.WriteAsync(Parse(key, stored), Cancellation)).ShouldBe(WriteOutcome.Written);

        var outcome = await store.WriteAsync(Parse(key, arriving), Cancellation);

        outcome.ShouldBe(expected);
        Precedence.Of(Parse(key, arriving), Parse(key, stored)).ShouldBe(expected);
        var left = (await store.FindAsync(Bucket, ObjectKey.Parse(key), Cancellation)).ShouldHaveSingleItem();
        left.Status.ShouldBe(Parse(key, expected == WriteOutcome.Written ? arriving : stored).Status);
        var confirmed = Precedence.Confirms(Parse(key, arriving), Parse(key, stored));
        left.Version.ShouldBe(Parse(key, expected == WriteOutcome.Written || confirmed ? arriving : stored).Version);
    }

    [Fact]
    public async Task A_classification_that_a_newer_event_confirms_outlives_the_deletion_between_the_two()
    {
        var store = new PredictionStore(await TableAsync());
        var key = $"uploads/conditions/{Guid.NewGuid()}.jpg";
        await store.WriteAsync(Parse(key, "CLASSIFIED 0A 0 a"), Cancellation);
        await store.WriteAsync(Parse(key, "ARCHIVED 0C 2 a"), Cancellation);

        var deletion = await store.WriteAsync(Parse(key, "DELETED 0B 1 -"), Cancellation);

        deletion.ShouldBe(WriteOutcome.Superseded);
        (await store.FindAsync(Bucket, ObjectKey.Parse(key), Cancellation)).ShouldHaveSingleItem().Status.ShouldBe(PredictionStatus.Classified);
    }

    [Theory]
    [InlineData("FAILED 0A 0 a")]
    [InlineData("FAILED - 0 a")]
    public async Task A_late_RETRIES_EXHAUSTED_does_not_replace_the_reason_of_the_same_version(string failure)
    {
        var store = new PredictionStore(await TableAsync());
        var failed = Parse($"uploads/conditions/{Guid.NewGuid()}.jpg", failure);
        var exhausted = failed with { Error = new(ErrorCode.RetriesExhausted, "Every attempt failed.") };

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
        var (status, code) = parts[0] switch
        {
            "EXHAUSTED" => (PredictionStatus.Failed, ErrorCode.RetriesExhausted),
            "ARCHIVED" => (PredictionStatus.Failed, ErrorCode.ObjectArchived),
            "GONE" => (PredictionStatus.Failed, ErrorCode.ObjectGone),
            var name => (Enum.Parse<PredictionStatus>(name, ignoreCase: true), ErrorCode.CorruptImage),
        };
        var at = Noon.AddMinutes(int.Parse(parts[2], CultureInfo.InvariantCulture));
        return new Prediction
        {
            Bucket = Bucket,
            Key = ObjectKey.Parse(key),
            Status = status,
            Model = Model,
            Version = new ObjectVersion(at, parts[3] == "-" ? null : parts[3], Sequencer.From(parts[1].Trim('-'))),
            Labels = status == PredictionStatus.Classified ? [.. Enumerable.Repeat(new ScoredLabel("longsleeve", 0.2), 5)] : [],
            Error = status == PredictionStatus.Failed ? new PredictionError(code, "Damaged.") : null,
            Image = new ImageSize(400, 533, 25988),
            Times = new StageTimes(12.34, 3.21, 1.23, 4.56),
            LookedAt = at.AddSeconds(10),
            PredictedAt = at.AddSeconds(20),
        };
    }
}
