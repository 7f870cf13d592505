using ImageClassification.Predictions.Export;

namespace ImageClassification.Predictions.Tests.Export;

public sealed class CsvLineTests
{
    private static readonly char[] Signs = ['=', '+', '-', '@', '\t', '\r', '\n'];

    [Theory]
    [InlineData("=1+2", "'=1+2")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData(" =1+2", "' =1+2")]
    [InlineData("\u00a0=1+2", "'\u00a0=1+2")]
    [InlineData("＝1+2", "'＝1+2")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "'\rx")]
    [InlineData("=HYPERLINK(\"http://x\",\"y\")", "'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")")]
    [InlineData("a=b", "a=b")]
    [InlineData("a,b", "a,b")]
    [InlineData("a\nb", "a\nb")]
    [InlineData("say \"a\"", "say \"\"a\"\"")]
    [InlineData("größer 日本", "größer 日本")]
    public void No_cell_is_a_formula_and_each_is_one_cell(string label, string cell)
    {
        var prediction = Samples.Classified("uploads/trip/a.jpg", label, 0.5);

        var line = CsvLine.Of(prediction);

        line.ShouldContain($",\"CLASSIFIED\",\"{cell}\",\"0.5\",");
    }

    [Theory]
    [InlineData("uploads/trip/a,=HYPERLINK(1).jpg")]
    [InlineData("uploads/trip/a;=HYPERLINK(1).jpg")]
    [InlineData("uploads/trip/a\t=HYPERLINK(1).jpg")]
    [InlineData("uploads/trip/a\n=HYPERLINK(1).jpg")]
    [InlineData("uploads/trip/\";=HYPERLINK(1).jpg")]
    [InlineData("uploads/trip/\"\t=HYPERLINK(1);\".jpg")]
    public void A_key_makes_no_formula_whatever_separates_the_cells(string key)
    {
        var line = CsvLine.Of(Samples.Classified(key, "dress", 0.5));

        foreach (var separator in new[] { ',', ';', '\t' })
        {
            Cells(line.TrimEnd(), separator).ShouldAllBe(cell => cell.Length == 0 || !Signs.Contains(cell[0]), $"separated by {separator}");
        }
    }

    [Fact]
    public void Every_line_has_a_cell_for_each_column()
    {
        var columns = CsvLine.Header.Split(',').Length;

        var cells = CsvLine.Of(Samples.Classified("uploads/trip/a.jpg", "dress", 0.5)).Split(',').Length;

        cells.ShouldBe(columns);
    }

    /// <summary>As spreadsheets read: quotes count at the beginning of a cell only, and what follows the closing one is text.</summary>
    private static List<string> Cells(string line, char separator)
    {
        var (cells, cell, isQuoted, isStart) = (new List<string>(), "", false, true);
        for (var at = 0; at < line.Length; at++)
        {
            if (isQuoted && line[at] == '"')
            {
                isQuoted = at + 1 < line.Length && line[at + 1] == '"';
                cell += isQuoted ? "\"" : "";
                at += isQuoted ? 1 : 0;
            }
            else if (!isQuoted && isStart && line[at] == '"')
            {
                (isQuoted, isStart) = (true, false);
            }
            else if (!isQuoted && (line[at] == separator || line[at] == '\n'))
            {
                cells.Add(cell);
                (cell, isStart) = ("", true);
            }
            else
            {
                cell += line[at];
                isStart = false;
            }
        }

        return cells;
    }
}
