using ImageClassification.Contracts;

namespace ImageClassification.Predictions.Tests;

public sealed class PredictionKeysTests
{
    [Fact]
    public void Higher_confidence_of_a_label_sorts_behind_lower()
    {
        double[] confidences = [1, 0.999999, 0.5, 0.05, 0.000001, 0];

        var outcomes = confidences.Select(confidence => PredictionKeys.Outcome(Samples.Classified("uploads/a.jpg", "dress", confidence))).ToList();

        outcomes.OrderDescending(StringComparer.Ordinal).ShouldBe(outcomes);
    }

    [Fact]
    public void Confidence_is_cut_so_that_less_than_asked_for_is_never_listed()
    {
        var text = PredictionKeys.Confidence(0.8999999);

        text.ShouldBe("0.899999");
    }

    [Theory]
    [InlineData("dress")]
    [InlineData("C# book, 50% off")]
    [InlineData("%23")]
    [InlineData("größe 日本")]
    public void A_label_survives_its_key(string label)
    {
        var doubt = PredictionKeys.Doubt(Samples.Classified("uploads/a.jpg", label, 0.75));

        PredictionKeys.ParseDoubt(doubt).ShouldBe((0.75, label));
    }

    [Fact]
    public void A_failure_is_found_by_its_code()
    {
        var outcome = PredictionKeys.Outcome(Samples.Failed("uploads/a.jpg", ErrorCode.CorruptImage));

        PredictionKeys.ParseLabelOrCode(outcome).ShouldBe("CORRUPT_IMAGE");
    }

    [Fact]
    public void Two_objects_of_one_label_and_confidence_have_outcomes_of_their_own()
    {
        string[] keys = ["uploads/a.jpg", "uploads/b.jpg"];

        var outcomes = keys.Select(key => PredictionKeys.Outcome(Samples.Classified(key, "dress", 0.5)));

        outcomes.ShouldBeUnique();
    }

    [Fact]
    public void A_batch_spreads_evenly_over_its_shards()
    {
        var shards = Enumerable.Range(0, 8000).Select(number => PredictionKeys.Shard(Samples.Classified($"uploads/b/{number}.jpg", "dress", 0.5)));

        var sizes = shards.GroupBy(shard => shard).Select(group => group.Count()).ToList();

        sizes.Count.ShouldBe(PredictionKeys.Shards);
        sizes.ShouldAllBe(size => size > 800 && size < 1200);
    }
}
