using ImageClassification.Classifier.Queue;

namespace ImageClassification.Classifier.Tests.Queue;

public sealed class RetrySchedulerTests
{
    [Theory]
    [InlineData(0, 10)]
    [InlineData(1, 10)]
    [InlineData(2, 30)]
    [InlineData(4, 270)]
    [InlineData(5, 361)]
    [InlineData(1000, 361)]
    public void Every_receive_triples_the_wait_up_to_the_visibility_timeout(int receiveCount, int expected)
    {
        var delay = RetryScheduler.Delay(receiveCount, visibilityTimeout: 361, chance: 0);

        delay.ShouldBe(expected);
    }

    [Theory]
    [InlineData(1, 7)]
    [InlineData(3, 60)]
    [InlineData(9, 241)]
    public void Chance_takes_up_to_a_third_of_the_wait(int receiveCount, int expected)
    {
        var delay = RetryScheduler.Delay(receiveCount, visibilityTimeout: 361, chance: 1);

        delay.ShouldBe(expected);
    }
}
