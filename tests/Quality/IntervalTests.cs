namespace ImageClassification.Quality.Tests;

public sealed class IntervalTests
{
    /// <summary>By SciPy 1.10: binomtest(right, count).proportion_ci(method="wilson").</summary>
    [Theory]
    [InlineData(0, 5, 0.0, 0.43448246478317476)]
    [InlineData(5, 5, 0.5655175352168251, 1.0)]
    [InlineData(302, 341, 0.847470326671762, 0.9151989906992419)]
    public void An_interval_is_Wilsons(int right, int count, double low, double high)
    {
        var interval = Interval.Wilson(right, count)!;

        interval.Low.ShouldBe(low, 2.3e-16);
        interval.High.ShouldBe(high, 2.3e-16);
    }

    [Fact]
    public void Of_nothing_there_is_none() => Interval.Wilson(0, 0).ShouldBeNull();
}
