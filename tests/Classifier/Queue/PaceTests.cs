using ImageClassification.Classifier.Queue;
using ImageClassification.Testing;

namespace ImageClassification.Classifier.Tests.Queue;

public sealed class PaceTests
{
    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData(49_000_000, false, 50, false)] // 4.9 s of 5
    [InlineData(49_000_000, false, 51, true)]
    [InlineData(49_000_000, true, 55, true)]
    [InlineData(1_999_999, false, 55, false)] // within the deadline's margin
    [InlineData(900_000_000, false, 0, true)]
    [InlineData(900_000_000, true, 10, false)] // there is no more time to get
    [InlineData(900_000_000, true, 20, true)]
    public void An_image_starts_only_if_it_fits_into_what_is_left_or_is_alone_with_nearly_all_of_it(long pixels, bool isAlone, int spent, bool refused)
    {
        var pace = new Pace(TimeSpan.FromSeconds(60), _time);
        pace.Begin();
        _time.Advance(TimeSpan.FromSeconds(spent));

        var start = () => pace.ThrowIfTooSlow(pixels, isAlone);

        if (refused)
        {
            start.ShouldThrow<NotStartedException>().Message.ShouldContain("raise ClassifierTimeout");
        }
        else
        {
            start.ShouldNotThrow();
        }
    }

    [Fact]
    public void A_slow_image_tells_of_the_next_and_fast_ones_make_it_forgotten()
    {
        var pace = new Pace(TimeSpan.FromSeconds(60), _time);
        pace.Begin();
        pace.Note(10_000_000, TimeSpan.FromSeconds(60));
        Should.Throw<NotStartedException>(() => pace.ThrowIfTooSlow(10_000_000, isAlone: false));

        foreach (var _ in Enumerable.Range(0, 5))
        {
            pace.Note(10_000_000, TimeSpan.FromSeconds(1));
        }

        Should.NotThrow(() => pace.ThrowIfTooSlow(10_000_000, isAlone: false));
    }
}
