namespace ImageClassification.Pipeline.Tests;

[Collection(DevCommand.StartsPipeline)]
public sealed class ChaosTests
{
    [Fact]
    public async Task Under_faults_nothing_is_lost_and_nothing_superseded_is_current()
    {
        var (exitCode, output) = await DevCommand.RunAsync(endpoints: null, "chaos", "--images", "40", "--seed", "3");

        exitCode.ShouldBe(0, output);
    }
}
