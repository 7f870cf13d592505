using ImageClassification.Contracts;

namespace ImageClassification.Predictions;

/// <summary>
/// The one rule of order, for every source of work: whether an arriving prediction may replace the stored one of the same object and
/// model version. docs/decisions/0010-one-rule-of-order.md has the table and the reasons; <see cref="WriteCondition"/> is the same
/// rule as DynamoDB judges it.
/// </summary>
internal static class Precedence
{
    /// <summary>How far the clocks of two functions may differ.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(1);

    /// <returns>Whether the arriving one replaces the stored one, is superseded by it, or cannot be ordered before the object is looked at again.</returns>
    public static WriteOutcome Of(Prediction arriving, Prediction stored)
    {
        var sameContent = arriving.Version.ETag is { } eTag && eTag == stored.Version.ETag;
        if ((arriving.Version.Sequencer, stored.Version.Sequencer) is ({ } a, { } s))
        {
            return string.CompareOrdinal(a.ToString(), s.ToString()) switch
            {
                > 0 when sameContent && arriving.Status == PredictionStatus.Failed && stored.Status == PredictionStatus.Classified => WriteOutcome.Superseded,
                > 0 when sameContent && Contradicts(arriving, stored) => ByLook(arriving, stored.PredictedAt),
                > 0 => WriteOutcome.Written,
                < 0 => WriteOutcome.Superseded,
                _ when sameContent => OfSameContent(arriving, stored),
                _ => Replaces(stored.Status == PredictionStatus.Failed && arriving.WasLookedAt()),
            };
        }

        if (sameContent)
        {
            return OfSameContent(arriving, stored);
        }

        if (stored.Status == PredictionStatus.Deleted && arriving.IsGone())
        {
            return WriteOutcome.Superseded;
        }

        if (!arriving.WasLookedAt())
        {
            return Replaces(stored.PredictedAt + ClockSkew < arriving.Version.EventTime);
        }

        // Without a look at the object, its event is the only evidence that it exists.
        return stored.WasLookedAt() ? ByLook(arriving, stored.PredictedAt)
            : stored.Version.Sequencer is null ? WriteOutcome.Written
            : ByLook(arriving, stored.Version.EventTime);
    }

    /// <summary>Whether a failure finds the content of the stored classification there at a newer event, for which that holds too.</summary>
    public static bool Confirms(Prediction arriving, Prediction stored) =>
        arriving is { Status: PredictionStatus.Failed, Version.ETag: { } eTag } && arriving.WasLookedAt()
        && stored.Status == PredictionStatus.Classified && stored.Version.ETag == eTag
        && Of(stored with { Version = arriving.Version }, stored) == WriteOutcome.Written;

    /// <summary>RETRIES_EXHAUSTED means that the object was never read: its write may be late, and knows less than any other.</summary>
    public static bool WasLookedAt(this Prediction prediction) => prediction.Error?.Code != ErrorCode.RetriesExhausted;

    /// <summary>Whether it states that the object does not exist.</summary>
    public static bool IsGone(this Prediction prediction) => prediction.Status == PredictionStatus.Deleted || prediction.Error?.Code == ErrorCode.ObjectGone;

    /// <summary>A classification holds. Failures may differ, because an object may be archived, restored, or its key enabled.</summary>
    private static WriteOutcome OfSameContent(Prediction arriving, Prediction stored) => arriving switch
    {
        { Status: PredictionStatus.Classified, Version.Sequencer: not null }
            when stored is { Status: PredictionStatus.Classified, Version.Sequencer: null } => WriteOutcome.Written,
        _ when !arriving.WasLookedAt() || stored.Status != PredictionStatus.Failed => WriteOutcome.Superseded,
        _ when arriving.Status != PredictionStatus.Failed || !stored.WasLookedAt() => WriteOutcome.Written,
        _ when Contradicts(arriving, stored) => ByLook(arriving, stored.PredictedAt),
        _ => Replaces(ByLook(arriving, stored.PredictedAt) == WriteOutcome.Written), // an earlier read may be written later
    };

    /// <summary>Two failures, each by a look, for different reasons.</summary>
    private static bool Contradicts(Prediction arriving, Prediction stored) =>
        arriving.Error is { } error && stored.Error is { } other && error.Code != other.Code && arriving.WasLookedAt() && stored.WasLookedAt();

    private static WriteOutcome ByLook(Prediction arriving, DateTimeOffset known) =>
        known + ClockSkew < arriving.LookedAt ? WriteOutcome.Written : WriteOutcome.Unordered;

    private static WriteOutcome Replaces(bool replaces) => replaces ? WriteOutcome.Written : WriteOutcome.Superseded;
}
