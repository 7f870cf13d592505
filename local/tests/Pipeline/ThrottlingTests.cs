using ImageClassification.Contracts;
using ImageClassification.Runner.Faults;

namespace ImageClassification.Pipeline.Tests;

public sealed class ThrottlingTests
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(7);

    [Fact]
    public async Task A_throttled_table_is_asked_three_times_and_then_left_alone_for_some_seconds()
    {
        var faults = new FaultPlan(1, [new("Classifier", "PutItem", Fault.Throttled, 1)]);
        await using var fixture = new PipelineFixture { Faults = faults };
        await fixture.InitializeAsync();
        await fixture.UploadAsync("hat/hat-1.jpg", "uploads/throttled/hat.jpg");
        await fixture.LogLineAsync("Classifier", "\"Left\":1");
        var left = TimeProvider.System.GetUtcNow();
        var asked = faults.Injected.Sum(fault => fault.Count);

        await faults.EndAsync();
        var prediction = await fixture.PredictionAsync("uploads/throttled/hat.jpg", prediction => prediction.Status == PredictionStatus.Classified);

        asked.ShouldBe(3); // the first try and the SDK's two retries
        (prediction.PredictedAt - left).ShouldBeGreaterThan(FirstDelay - TimeSpan.FromSeconds(1));
    }
}
