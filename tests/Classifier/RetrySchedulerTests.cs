namespace ImageClassification.Classifier.Tests;

public sealed class RetrySchedulerTests
{
    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    [InlineData(5, 32)]
    [InlineData(9, 300)]
    [InlineData(1000, 300)]
    public void Every_receive_doubles_the_wait_up_to_five_minutes(int receiveCount, int expected)
    {
        var delay = RetryScheduler.Delay(receiveCount);

        delay.ShouldBe(expected);
    }
}
