namespace ImageClassification.Query.Tests;

/// <summary>A clock that goes on by a step whenever it is looked at.</summary>
internal sealed class SteppingTimeProvider : TimeProvider
{
    private long _now;

    public TimeSpan Step { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now += Step.Ticks;
}
