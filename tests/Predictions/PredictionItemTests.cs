using System.Text;
using Amazon.DynamoDBv2.Model;
using ImageClassification.Contracts;

namespace ImageClassification.Predictions.Tests;

public sealed class PredictionItemTests
{
    public static TheoryData<Prediction> Predictions => new(
        Samples.Classified("uploads/a + b, größer.jpg", "dress", 0.9375) with { TraceId = "C3D13FE58DE4C810" },
        Samples.Classified("uploads/a.jpg", "dress", 0.9) with { IsMultiLabel = true },
        Samples.Failed("uploads/a.jpg", ErrorCode.CorruptImage),
        Samples.Failed("uploads/a.jpg", ErrorCode.ObjectGone) with { Image = null },
        Samples.Classified("uploads/a.jpg", "dress", 1) with { Version = new ObjectVersion(Samples.Noon, "e") });

    [Theory]
    [MemberData(nameof(Predictions))]
    public void What_was_written_is_read_back(Prediction prediction)
    {
        var item = PredictionItem.From(prediction);

        var read = PredictionItem.To(item);

        read.Labels.ShouldBe(prediction.Labels);
        (read with { Labels = prediction.Labels }).ShouldBe(prediction);
    }

    [Fact]
    public void A_tombstone_is_in_no_batch()
    {
        var tombstone = Samples.Failed("uploads/a.jpg", "x") with { Status = PredictionStatus.Deleted, Error = null };

        var item = PredictionItem.From(tombstone);

        item.ShouldNotContainKey("batchShard");
        item.ShouldNotContainKey("outcome");
    }

    [Fact]
    public void With_a_key_of_256_bytes_and_five_labels_an_item_costs_one_write_unit()
    {
        var key = "uploads/" + new string('k', 248);
        var prediction = Samples.Classified(key, "longsleeve", 0.1234567) with
        {
            Labels = [.. Enumerable.Repeat(new ScoredLabel("longsleeve", 0.1234567), 5)],
            IsMultiLabel = true,
            TraceId = "1-6968b5a8-5759e988bd862e3fe1be46a9",
        };

        var size = PredictionItem.From(prediction).Sum(attribute => Encoding.UTF8.GetByteCount(attribute.Key) + Size(attribute.Value));

        size.ShouldBeLessThan(1024);
    }

    /// <summary>https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html</summary>
    private static int Size(AttributeValue value) =>
        value.S is not null ? Encoding.UTF8.GetByteCount(value.S)
        : value.N is not null ? (value.N.Length + 1) / 2 + 1
        : 3 + value.L.Sum(element => 1 + Size(element));
}
