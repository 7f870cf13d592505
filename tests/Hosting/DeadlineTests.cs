using ImageClassification.Testing;

namespace ImageClassification.Hosting.Tests;

public sealed class DeadlineTests
{
    [Theory]
    [InlineData(60, 5)]
    [InlineData(20, 4)]
    [InlineData(3, 1)]
    public void A_margin_is_kept_for_writing_and_answering(double remaining, double expected)
    {
        var margin = Deadline.Margin(TimeSpan.FromSeconds(remaining));

        margin.ShouldBe(TimeSpan.FromSeconds(expected));
    }

    [Fact]
    public void The_token_fires_when_the_time_less_the_margin_is_over()
    {
        var time = new ManualTimeProvider();
        using var deadline = Deadline.For(TimeSpan.FromSeconds(20), time);

        time.Advance(TimeSpan.FromSeconds(15.9));
        var before = deadline.IsCancellationRequested;
        time.Advance(TimeSpan.FromSeconds(0.2));

        before.ShouldBeFalse();
        deadline.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public async Task Without_time_left_the_token_has_fired()
    {
        using var deadline = Deadline.For(TimeSpan.FromSeconds(0.5), TimeProvider.System);

        var wait = Task.Delay(Timeout.Infinite, deadline.Token);

        await wait.ShouldThrowAsync<OperationCanceledException>();
    }
}
