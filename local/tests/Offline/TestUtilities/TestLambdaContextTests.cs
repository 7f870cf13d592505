using Amazon.Lambda.TestUtilities;

namespace ImageClassification.Offline.TestUtilities;

public sealed class TestLambdaContextTests
{
    [Fact]
    public void What_is_logged_can_be_read_back()
    {
        var logger = new TestLambdaLogger();
        var context = new TestLambdaContext { AwsRequestId = "r1", RemainingTime = TimeSpan.FromSeconds(3), Logger = logger };

        context.Logger.LogLine("first");
        context.Logger.LogError("second");

        context.AwsRequestId.ShouldBe("r1");
        context.RemainingTime.ShouldBe(TimeSpan.FromSeconds(3));
        logger.Buffer.ToString().ShouldBe($"first{Environment.NewLine}Error: second{Environment.NewLine}");
    }
}
