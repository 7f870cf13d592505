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
        var delay = RetryScheduler.Delay(receiveCount, visibilityTimeout: 361);

        delay.ShouldBe(expected);
    }
}
