namespace ImageClassification.Quality.Tests;

public sealed class LabelShiftTests
{
    /// <summary>By NumPy 1.24: sum((p - q) * log(p / q)), shares below 0.0001 counting as that.</summary>
    [Fact]
    public void The_stability_index_sums_what_changed_of_each_label()
    {
        var shift = LabelShift.Of(
            new Dictionary<string, int> { ["dress"] = 50, ["hat"] = 30, ["shoes"] = 20 },
            new Dictionary<string, int> { ["dress"] = 40, ["hat"] = 40, ["pants"] = 20 })!;

        shift.StabilityIndex.ShouldBe(3.089923365701524, 5e-16);
        shift.Shares.ShouldBe([new("dress", 0.5, 0.4), new("hat", 0.3, 0.4), new("shoes", 0.2, 0), new("pants", 0, 0.2)]);
    }

    [Fact]
    public void The_same_shares_are_no_shift_however_many_images_there_are() => LabelShift.Of(
        new Dictionary<string, int> { ["a"] = 1, ["b"] = 3 }, new Dictionary<string, int> { ["a"] = 200, ["b"] = 600 })!.StabilityIndex.ShouldBe(0);

    [Fact]
    public void Beside_nothing_there_is_no_shift_to_tell() =>
        LabelShift.Of(new Dictionary<string, int> { ["a"] = 1 }, new Dictionary<string, int>()).ShouldBeNull();
}
