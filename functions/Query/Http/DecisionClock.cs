namespace ImageClassification.Query.Http;

/// <summary>When something was decided: as the caller says, because requests may come twice and in any order, but not in the future.</summary>
internal sealed class DecisionClock(TimeProvider time)
{
    /// <summary>What the caller's clock may be ahead.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    /// <exception cref="BadRequestException">It is in the future, where no later decision could undo it.</exception>
    public DateTimeOffset Decided(DateTimeOffset? at)
    {
        var now = time.GetUtcNow();
        BadRequestException.ThrowIf(at > now + Ahead, "at must not be in the future. Omit it to use the current time.");
        return at ?? now;
    }
}
