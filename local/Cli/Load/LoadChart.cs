using System.Globalization;
using ImageClassification.Runner;

namespace ImageClassification.Cli.Load;

/// <summary>A run as an SVG picture: waiting work, finished work and memory, over time.</summary>
internal static class LoadChart
{
    private const int Width = 960;
    private const int Left = 70;
    private const int PlotWidth = 720;
    private const int PlotHeight = 120;
    private const int PanelHeight = 175;

    private static readonly string[] Colours = ["#c2410c", "#2563eb", "#15803d", "#7e22ce", "#64748b", "#be185d"];

    private sealed record Line(string Name, IReadOnlyList<(double Seconds, double Value)> Points);

    public static string Draw(LoadReport report)
    {
        (string Title, List<Line> Lines)[] panels =
        [
            ("Messages that wait or are worked on", [Of("work items", moment => moment.WorkItems), Of("S3 events", moment => moment.Events)]),
            ("Images", [new("done", [.. report.DoneBySecond.Index().Select(at => ((double)at.Index, (double)at.Item))]),
                Of("uploaded", moment => moment.Uploaded)]),
            ("Memory of each function, MB",
                [.. report.Moments[0].Memory.Keys.Where(name => name != Pipeline.Services).Select(name => Of(name, moment => moment.Memory[name]))]),
        ];
        var seconds = Math.Max(report.Moments[^1].Seconds, report.DoneBySecond.Count - 1);
        var height = 50 + (panels.Length * PanelHeight);
        var title = FormattableString.Invariant($"{report.Images} images in {report.Seconds:F0} s, {report.ImagesPerSecond:F0} a second");
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {height}" font-family="system-ui, sans-serif" font-size="12" fill="#475569" role="img" aria-label="{title}">
              <rect width="{Width}" height="{height}" rx="12" fill="#f8fafc"/>
              <text x="{Left}" y="28" font-size="14" font-weight="600" fill="#0f172a">{title}</text>
            {string.Join('\n', panels.Index().Select(panel => Panel(panel.Item.Title, panel.Item.Lines, 40 + (panel.Index * PanelHeight), seconds)))}
            </svg>

            """;

        Line Of(string name, Func<LoadMoment, double> value) => new(name, [.. report.Moments.Select(moment => (moment.Seconds, value(moment)))]);
    }

    private static string Panel(string title, IReadOnlyList<Line> lines, int top, double seconds)
    {
        var most = Math.Max(1, lines.Max(line => line.Points.Max(point => point.Value)));
        return $"""
              <g transform="translate({Left} {top})">
                <text y="16">{title}</text>
                <path d="M0 25v{PlotHeight}h{PlotWidth}" fill="none" stroke="#94a3b8"/>
                <text x="-8" y="35" text-anchor="end">{Text(most)}</text><text x="-8" y="{25 + PlotHeight}" text-anchor="end">0</text>
                <text x="{PlotWidth}" y="{41 + PlotHeight}" text-anchor="end">{Text(seconds)} s</text>
            {string.Join('\n', lines.Index().Select(line => Drawn(line.Item, Colours[line.Index % Colours.Length], 35 + (line.Index * 18))))}
              </g>
            """;

        string Drawn(Line line, string colour, int nameY)
        {
            var points = line.Points.Select(point => FormattableString.Invariant(
                $"{point.Seconds / seconds * PlotWidth:F1} {25 + PlotHeight - (point.Value / most * PlotHeight):F1}"));
            return $"""
                    <path d="M{string.Join('L', points)}" fill="none" stroke="{colour}" stroke-width="1.5"/><text x="{PlotWidth + 12}" y="{nameY}" fill="{colour}">{line.Name}</text>
                """;
        }
    }

    private static string Text(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
