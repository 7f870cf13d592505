using System.Globalization;
using System.Text;

namespace ImageClassification.Benchmarks.Reports;

/// <summary>The page that is printed and kept: Markdown tables, numbers to three digits.</summary>
internal sealed class Report
{
    private readonly StringBuilder _text = new();

    public void Line(string text) => _text.Append(text).Append('\n');

    public void Section(string title, params string[] paragraphs)
    {
        Line($"\n## {title}\n");
        Array.ForEach(paragraphs, paragraph => Line($"{paragraph}\n"));
    }

    /// <param name="columns">The first is text, the others are numbers.</param>
    public void Columns(params string[] columns)
    {
        Row(columns);
        Row([.. columns.Select((_, index) => index == 0 ? "---" : "---:")]);
    }

    public void Row(params string[] cells) => Line($"| {string.Join(" | ", cells)} |");

    public static string Number(double value)
    {
        var digits = value == 0 ? 0 : Math.Clamp(2 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 4);
        return value.ToString($"N{digits}", CultureInfo.InvariantCulture);
    }

    public override string ToString() => _text.ToString();
}
