using ImageClassification.Predictions.Export;

namespace ImageClassification.Predictions.Tests.Export;

public sealed class CsvLineTests
{
    [Theory]
    [InlineData("=1+2", "'=1+2")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"")]
    [InlineData("a=b", "a=b")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a\nb", "\"a\nb\"")]
    [InlineData("say \"a\"", "\"say \"\"a\"\"\"")]
    [InlineData("größer 日本", "größer 日本")]
    public void No_cell_is_a_formula_and_each_is_one_cell(string label, string cell)
    {
        var prediction = Samples.Classified("uploads/trip/a.jpg", label, 0.5);

        var line = CsvLine.Of(prediction);

        line.ShouldContain($",CLASSIFIED,{cell},0.5,");
    }

    [Fact]
    public void Every_line_has_a_cell_for_each_column()
    {
        var columns = CsvLine.Header.Split(',').Length;

        var cells = CsvLine.Of(Samples.Classified("uploads/trip/a.jpg", "dress", 0.5)).Split(',').Length;

        cells.ShouldBe(columns);
    }
}
