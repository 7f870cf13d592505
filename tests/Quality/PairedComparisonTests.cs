namespace ImageClassification.Quality.Tests;

public sealed class PairedComparisonTests
{
    /// <summary>By SciPy 1.10: binomtest(min(fixed, broken), fixed + broken, 0.5).pvalue, whose own error grows with the number of images.</summary>
    [Theory]
    [InlineData(12, 41, 8.171334999262925e-05, 1e-15)]
    [InlineData(5, 5, 1.0, 1e-300)]
    [InlineData(8, 0, 0.0078125, 1e-300)]
    [InlineData(1, 2, 1.0, 1e-300)]
    [InlineData(230, 180, 0.0154210216714613, 1e-14)]
    [InlineData(10200, 9800, 0.004780889455902787, 1e-12)]
    [InlineData(0, 3, 0.25, 1e-300)]
    [InlineData(0, 0, 1.0, 1e-300)]
    public void McNemars_test_is_exact(int @fixed, int broken, double probability, double tolerance) =>
        new PairedComparison(100, @fixed, broken, 100).Probability.ShouldBe(probability, tolerance);

    [Fact]
    public void Images_are_counted_by_who_is_right()
    {
        var comparison = PairedComparison.Of([(true, true), (true, false), (false, true), (false, true), (false, false), (true, true), (true, true)]);

        comparison.ShouldBe(new(BothRight: 3, Fixed: 2, Broken: 1, BothWrong: 1));
    }
}
