using System.Globalization;
using System.Net;
using System.Text;
using ImageClassification.Contracts;
using ImageClassification.Inference;
using ImageClassification.Inference.Thumbnails;

namespace ImageClassification.Cli.Model;

/// <summary>An evaluation as one HTML file, without a script and with its pictures inside.</summary>
internal static class EvaluationPage
{
    private const int MostPictures = 60;
    private const int Side = 240;

    private const string Style = """
        :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; } body { max-width: 1100px; margin: 2rem auto; padding: 0 1rem; }
        table { border-collapse: collapse; } th, td { padding: 4px 10px; text-align: right; border-bottom: 1px solid #8883; } th:first-child { text-align: left; }
        .scroll { overflow-x: auto; } .hit { background: #2a84; } .miss { background: #c334; }
        .pictures { display: grid; grid-template-columns: repeat(auto-fill, minmax(170px, 1fr)); gap: 14px; padding: 0; list-style: none; overflow-wrap: anywhere; } img { width: 100%; aspect-ratio: 1; object-fit: cover; border-radius: 8px; }
        """;

    public static string Of(Evaluation evaluation)
    {
        var (report, page) = (evaluation.Report, new StringBuilder());
        page.Append("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">");
        page.Append(CultureInfo.InvariantCulture, $"<title>{Html(evaluation.Model)}</title><style>{Style}</style>");
        page.Append(CultureInfo.InvariantCulture, $"<h1>{Html(evaluation.Model)}: {report.Accuracy:P2} right</h1><p>{report.Right} "
            + $"of {report.Images} images, {report.Interval?.Low:P2} to {report.Interval?.High:P2} with 95 % confidence. "
            + $"{report.Unanswered} have no label. Mean F1 {report.MacroF1:P2}, calibration error {report.CalibrationError:P2}.</p>");
        foreach (var line in evaluation.Remarks())
        {
            page.Append(CultureInfo.InvariantCulture, $"<p>{Html(line)}</p>");
        }

        Matrix(evaluation, page);
        page.Append("<h2>Label by label</h2><table><tr><th scope=\"col\">label<th scope=\"col\">support<th scope=\"col\">precision<th scope=\"col\">recall<th scope=\"col\">F1");
        foreach (var label in report.Labels)
        {
            page.Append(CultureInfo.InvariantCulture,
                $"<tr><th scope=\"row\">{Html(label.Label)}<td>{label.Support}<td>{label.Precision:P2}<td>{label.Recall:P2}<td>{label.F1:P2}");
        }

        page.Append("</table><h2>The worst</h2><ul class=\"pictures\">");
        foreach (var image in evaluation.Wrong.OrderByDescending(image => image.Judgement.Confidence).Take(MostPictures))
        {
            var judgement = image.Judgement;
            var picture = ImageFolder.FaultOf(image.File) is null
                && Thumbnail.Of(File.ReadAllBytes(image.File), Side, InferenceOptions.DefaultMaxPixels) is Outcome<byte[]>.Ok(var bytes)
                ? $"<img alt=\"\" src=\"data:image/jpeg;base64,{Convert.ToBase64String(bytes)}\">"
                : "";
            page.Append(CultureInfo.InvariantCulture, $"<li>{picture}<b>{Html(judgement.Label ?? image.Code!)}</b>{judgement.Confidence: 0.0 %}, "
                + $"shows {Html(string.Join(", ", judgement.Truth))}<br><small>{Html(image.File)}</small>");
        }

        return page.Append("</ul></html>\n").ToString();
    }

    private static void Matrix(Evaluation evaluation, StringBuilder page)
    {
        var names = evaluation.Report.Labels.Select(label => label.Label).ToList();
        var counts = evaluation.Report.Matrix.ToDictionary(cell => (cell.Truth, cell.Label), cell => cell.Count);
        page.Append("<h2>Confusion matrix</h2><div class=\"scroll\"><table><tr><th scope=\"col\">truth ↓ prediction →");
        page.AppendJoin("", names.Select(name => $"<th scope=\"col\">{Html(name)}"));
        foreach (var truth in names)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{Html(truth)}");
            page.AppendJoin("", names.Select(label => counts.TryGetValue((truth, label), out var count)
                ? string.Create(CultureInfo.InvariantCulture, $"<td class=\"{(truth == label ? "hit" : "miss")}\">{count}")
                : "<td>"));
        }

        page.Append("</table></div>");
    }

    private static string Html(string text) => WebUtility.HtmlEncode(text);
}
