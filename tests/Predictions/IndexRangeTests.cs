using ImageClassification.Contracts;

namespace ImageClassification.Predictions.Tests;

public sealed class IndexRangeTests
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
        var found = Within(new BatchFilter { Batch = BatchName.Parse("b"), Limit = 10 });

        found.ShouldBe([0, 1, 2, 3, 4]);
    }

    [Fact]
    public void A_status_takes_its_own_only()
    {
        var found = Within(new BatchFilter { Batch = BatchName.Parse("b"), Limit = 10, Status = PredictionStatus.Failed });

        found.ShouldBe([4]);
    }

    [Fact]
    public void A_label_does_not_take_those_that_begin_with_it()
    {
        var found = Within(new BatchFilter { Batch = BatchName.Parse("b"), Limit = 10, Label = "dress" });

        found.ShouldBe([0, 1]);
    }

    [Fact]
    public void A_minimum_confidence_takes_what_is_equal_or_higher()
    {
        var found = Within(new BatchFilter { Batch = BatchName.Parse("b"), Limit = 10, Label = "dress", MinimumConfidence = 0.9 });

        found.ShouldBe([1]);
    }

    [Fact]
    public void A_maximum_confidence_takes_what_is_equal_or_lower()
    {
        var found = Within(new BatchFilter { Batch = BatchName.Parse("b"), Limit = 10, Label = "dress", MaximumConfidence = 0.5 });

        found.ShouldBe([0]);
    }

    [Fact]
    public void An_error_code_takes_its_own_only()
    {
        var found = Within(new BatchFilter { Batch = BatchName.Parse("b"), Limit = 10, Code = ErrorCode.CorruptImage });

        found.ShouldBe([4]);
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData(0.5, null, false)]
    [InlineData(null, 0.5, false)]
    public void Without_a_label_confidences_are_read_from_their_own_index(double? minimum, double? maximum, bool byConfidence)
    {
        var range = IndexRange.For(new BatchFilter
        {
            Batch = BatchName.Parse("b"),
            Limit = 10,
            MinimumConfidence = minimum,
            MaximumConfidence = maximum,
            ByConfidence = byConfidence
        });

        range.Index.ShouldBe("batch-confidence");
    }

    [Fact]
    public void A_position_outside_is_refused()
    {
        var range = IndexRange.For(new BatchFilter { Batch = BatchName.Parse("b"), Limit = 10, Label = "dress" });

        Should.Throw<InvalidCursorException>(() => range.From(Outcomes[3], descending: true));
    }

    private static int[] Within(BatchFilter filter)
    {
        var range = IndexRange.For(filter);
        return [.. Enumerable.Range(0, Outcomes.Length).Where(index =>
            string.CompareOrdinal(Outcomes[index], range.Low) >= 0 && string.CompareOrdinal(Outcomes[index], range.High) <= 0)];
    }
}
