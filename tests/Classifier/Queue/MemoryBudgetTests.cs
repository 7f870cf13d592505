using ImageClassification.Classifier.Queue;

namespace ImageClassification.Classifier.Tests.Queue;

public sealed class MemoryBudgetTests
{
    private const int Megapixels64 = 64_000_000;
    private const int Object = 50 << 20;

    [Theory]
    [InlineData(1024, 1, Megapixels64, Object, 2)]
    [InlineData(1769, 1, Megapixels64, Object, 17)]
    [InlineData(3538, 2, Megapixels64, Object, 42)]
    [InlineData(1024, 1, 178_000_000, Object, 1)]
    [InlineData(3538, 2, 178_000_000, Object, 15)]
    [InlineData(512, 1, Megapixels64, Object, 1)]
    [InlineData(512, 4, Megapixels64, Object, 4)]
    [InlineData(10_240, 5, 1, 1, 2_147_483_647)]
    public void As_many_objects_are_held_as_fit_beside_the_worst_decodings(int megabytes, int parallelism, int pixels, int bytes, int inFlight)
    {
        var held = MemoryBudget.InFlight(megabytes, parallelism, pixels, bytes);

        held.ShouldBe(inFlight);
    }

    [Fact]
    public void Nothing_that_is_in_flight_exceeds_the_memory_from_the_template_s_minimum_on()
    {
        foreach (var megabytes in Enumerable.Range(1024, 10_240 - 1024 + 1))
        {
            var parallelism = Math.Max(1, megabytes / 1769);

            var most = 384 + (parallelism * 512) + (MemoryBudget.InFlight(megabytes, parallelism, Megapixels64, Object) * 50);

            most.ShouldBeLessThanOrEqualTo(megabytes);
        }
    }
}
