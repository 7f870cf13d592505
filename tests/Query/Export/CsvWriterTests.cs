using System.Buffers;
using System.Text;
using System.Text.Json;
using ImageClassification.Contracts;
using ImageClassification.Query.Export;

namespace ImageClassification.Query.Tests.Export;

public sealed class CsvWriterTests
{
    private static readonly ExportOptions ForSpreadsheets = new(ForSpreadsheets: true);

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
        var prediction = QueryApi.Prediction("uploads/trip/a.jpg", label, 0.5);

        var line = Lines(prediction, ForSpreadsheets)[1];

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
        var text = Text(QueryApi.Prediction(key, "dress", 0.5), ForSpreadsheets);
        var line = text[(text.IndexOf("\r\n", StringComparison.Ordinal) + 2)..];

        foreach (var separator in new[] { ',', ';', '\t' })
        {
            Cells(line.TrimEnd(), separator).ShouldAllBe(cell => cell.Length == 0 || !Signs.Contains(cell[0]), $"separated by {separator}");
        }
    }

    [Fact]
    public void Without_spreadsheets_in_mind_every_text_is_as_it_is_in_the_bucket_and_nothing_stands_before_the_header()
    {
        var lines = Lines(QueryApi.Prediction("=1+2 größer.jpg", "-dress", 0.5), default);

        lines[0].ShouldStartWith("\"key\",\"status\"");
        lines[1].ShouldStartWith("\"=1+2 größer.jpg\",\"CLASSIFIED\",\"-dress\"");
    }

    [Fact]
    public void A_spreadsheet_is_told_that_the_text_is_UTF_8() =>
        Lines(QueryApi.Failure("a.jpg", "CORRUPT_IMAGE"), ForSpreadsheets)[0].ShouldStartWith("\uFEFF\"key\"");

    [Fact]
    public void All_scores_are_a_column_of_JSON()
    {
        var classified = Lines(QueryApi.Prediction("a.jpg", "a \"dress\"", 0.5), new ExportOptions(AllScores: true));
        var failed = Lines(QueryApi.Failure("a.jpg", "CORRUPT_IMAGE"), new ExportOptions(AllScores: true));

        classified[0].ShouldEndWith(",\"scores\"");
        JsonDocument.Parse(Cells(classified[1], ',')[^1]).RootElement.GetProperty("a \"dress\"").GetDouble().ShouldBe(0.5);
        Cells(failed[1], ',')[^1].ShouldBe("{}");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_line_has_a_cell_for_each_column(bool allScores)
    {
        var lines = Lines(
            QueryApi.Prediction("a.jpg", "dress", 0.5) with { Truth = new(["dress"], TruthSource.Person, DateTimeOffset.UnixEpoch) },
            new ExportOptions(AllScores: allScores));

        Cells(lines[1], ',').Count.ShouldBe(Cells(lines[0], ',').Count);
    }

    private static string[] Lines(Prediction prediction, ExportOptions options) => Text(prediction, options).Split("\r\n");

    private static string Text(Prediction prediction, ExportOptions options)
    {
        var output = new ArrayBufferWriter<byte>();
        new CsvWriter(output, options).WriteAsync(prediction, TestContext.Current.CancellationToken).IsCompletedSuccessfully.ShouldBeTrue();
        return Encoding.UTF8.GetString(output.WrittenSpan);
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

        return cell.Length > 0 ? [.. cells, cell] : cells;
    }
}
