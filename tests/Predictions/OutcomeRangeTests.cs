using ImageClassification.Contracts;

namespace ImageClassification.Predictions.Tests;

public sealed class OutcomeRangeTests
{
    private static readonly string[] Outcomes =
    [
        PredictionKeys.Outcome(Samples.Classified("uploads/1.jpg", "dress", 0.5)),
        PredictionKeys.Outcome(Samples.Classified("uploads/2.jpg", "dress", 0.9)),
        PredictionKeys.Outcome(Samples.Classified("uploads/3.jpg", "dressing gown", 0.95)),
        PredictionKeys.Outcome(Samples.Classified("uploads/4.jpg", "hat", 0.9)),
        PredictionKeys.Outcome(Samples.Failed("uploads/5.jpg", ErrorCode.CorruptImage)),
    ];

    [Fact]
    public void Without_a_filter_everything_is_in_range()
    {
        var found = Within(new BatchFilter { Batch = "b", Limit = 10 });

        found.ShouldBe([0, 1, 2, 3, 4]);
    }

    [Fact]
    public void A_status_takes_its_own_only()
    {
        var found = Within(new BatchFilter { Batch = "b", Limit = 10, Status = PredictionStatus.Failed });

        found.ShouldBe([4]);
    }

    [Fact]
    public void A_label_does_not_take_those_that_begin_with_it()
    {
        var found = Within(new BatchFilter { Batch = "b", Limit = 10, Label = "dress" });

        found.ShouldBe([0, 1]);
    }

    [Fact]
    public void A_minimum_confidence_takes_what_is_equal_or_higher()
    {
        var found = Within(new BatchFilter { Batch = "b", Limit = 10, Label = "dress", MinimumConfidence = 0.9 });

        found.ShouldBe([1]);
    }

    [Theory]
    [InlineData("not base64!")]
    [InlineData("____")]
    [InlineData("RkFJTEVEI0NPUlJVUFQ")]
    public void A_cursor_of_another_query_is_refused(string cursor)
    {
        var range = () => OutcomeRange.For(new BatchFilter { Batch = "b", Limit = 10, Label = "dress", Cursor = cursor });

        range.ShouldThrow<InvalidCursorException>();
    }

    private static int[] Within(BatchFilter filter)
    {
        var range = OutcomeRange.For(filter);
        return [.. Enumerable.Range(0, Outcomes.Length).Where(index =>
            string.CompareOrdinal(Outcomes[index], range.Low) >= 0 && string.CompareOrdinal(Outcomes[index], range.High) <= 0)];
    }
}
