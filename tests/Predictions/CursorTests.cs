using ImageClassification.Contracts;

namespace ImageClassification.Predictions.Tests;

public sealed class CursorTests
{
    [Fact]
    public void A_position_survives_its_cursor()
    {
        var cursor = Cursor.Write("query", "CLASSIFIED#größe#0.5\nclothing@1");

        Cursor.Read("query", cursor).ShouldBe("CLASSIFIED#größe#0.5\nclothing@1");
    }

    [Theory]
    [InlineData("not base64!")]
    [InlineData("____")]
    [InlineData("RkFJTEVEI0NPUlJVUFQ")]
    [InlineData("")]
    public void What_is_no_cursor_is_refused(string cursor) =>
        Should.Throw<InvalidCursorException>(() => Cursor.Read("query", cursor));

    public static TheoryData<BatchFilter> OtherLists => new(
        Dresses with { Batch = BatchName.Parse("other") },
        Dresses with { Model = ModelVersion.Parse("clothing@2") },
        Dresses with { Status = PredictionStatus.Failed },
        Dresses with { Label = "hat" },
        Dresses with { Label = null, Code = "dress" },
        Dresses with { MinimumConfidence = 0.5 },
        Dresses with { MinimumConfidence = null, MaximumConfidence = 0.25 },
        Dresses with { Prefix = "uploads/trip/a" },
        Dresses with { ByConfidence = true },
        Dresses with { Descending = false });

    private static BatchFilter Dresses => new() { Batch = BatchName.Parse("trip"), Limit = 10, Label = "dress", MinimumConfidence = 0.25 };

    [Theory]
    [MemberData(nameof(OtherLists))]
    public void A_cursor_of_another_list_is_refused(BatchFilter other)
    {
        var cursor = Cursor.Write(Cursor.QueryOf(Dresses), "position");

        Should.Throw<InvalidCursorException>(() => Cursor.Read(Cursor.QueryOf(other), cursor));
    }

    [Fact]
    public void A_cursor_serves_pages_of_another_size()
    {
        var cursor = Cursor.Write(Cursor.QueryOf(Dresses), "position");

        Cursor.Read(Cursor.QueryOf(Dresses with { Limit = 500, Cursor = cursor }), cursor).ShouldBe("position");
    }
}
