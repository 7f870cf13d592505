namespace ImageClassification.Contracts.Tests;

public sealed class SequencerTests
{
    [Theory]
    [InlineData("0055AED6DCD90281E5", "0055AED6DCD90281E6")]
    [InlineData("0055aed6dcd90281e5", "0055AED6DCD90281E6")]
    [InlineData("0055AED6DCD90281", "0055AED6DCD9028101")]
    [InlineData("00", "0055AED6DCD90281E5")]
    [InlineData("9", "A")]
    public void An_older_event_sorts_before_a_newer_one(string older, string newer)
    {
        var values = new[] { Sequencer.From(newer).ToString()!, Sequencer.From(older).ToString()! };

        Array.Sort(values, StringComparer.Ordinal);

        values.ShouldBe([Sequencer.From(older).ToString()!, Sequencer.From(newer).ToString()!]);
    }

    [Theory]
    [InlineData("0055AED6DCD90281E5", "0055aed6dcd90281e5")]
    [InlineData("0055AED6DCD90281", "0055AED6DCD9028100")]
    public void Case_and_trailing_zeros_make_no_difference(string one, string other)
    {
        var sequencers = (Sequencer.From(one), Sequencer.From(other));

        sequencers.Item1.ShouldBe(sequencers.Item2);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void A_missing_value_is_no_sequencer(string? value)
    {
        var sequencer = Sequencer.From(value);

        sequencer.ShouldBeNull();
    }
}
