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

    [Fact]
    public void A_cursor_of_another_query_is_refused()
    {
        var query = new BatchFilter { Batch = BatchName.Parse("trip"), Limit = 0, MinimumConfidence = 0.25 };

        var cursor = Cursor.Write(query.ToString(), "position");

        Should.Throw<InvalidCursorException>(() => Cursor.Read((query with { MinimumConfidence = 0.5 }).ToString(), cursor));
    }
}
