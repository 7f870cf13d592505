using System.Globalization;
using ImageClassification.Contracts;

namespace ImageClassification.Predictions.Export;

/// <summary>
/// CSV by <see href="https://www.rfc-editor.org/rfc/rfc4180"/>, made for spreadsheets: it begins with a byte order mark, without
/// which Excel does not take it for UTF-8, and no cell is a formula.
/// </summary>
internal static class CsvLine
{
    private const string ByteOrderMark = "\uFEFF";

    public static string Header { get; } =
        ByteOrderMark + Line("key", "status", "label", "confidence", "errorCode", "errorMessage", "model", "width", "height", "bytes", "eTag", "eventTime", "predictedAt", "truth", "agrees");

    public static string Of(Prediction prediction) => Line(
        prediction.Key,
        prediction.Status.WireName(),
        prediction.Label,
        Number(prediction.Confidence),
        prediction.Error?.Code,
        prediction.Error?.Message,
        prediction.Model.NameAndVersion(),
        Number(prediction.Image?.Width),
        Number(prediction.Image?.Height),
        Number(prediction.Image?.Bytes),
        prediction.Version.ETag,
        PredictionItem.Format(prediction.Version.EventTime),
        PredictionItem.Format(prediction.PredictedAt),
        prediction.Truth is not { } truth ? null : truth.Labels.Count == 0 ? "(none)" : string.Join('|', truth.Labels),
        prediction.Agrees is { } agrees ? agrees ? "true" : "false" : null);

    private static string Line(params IEnumerable<string?> fields) => string.Join(',', fields.Select(Quoted)) + "\r\n";

    /// <summary>
    /// Always quoted: with semicolons or tabs as separators, which depends on who opens the file, an unquoted field would become
    /// several. What a spreadsheet would take for a formula gets an apostrophe before it, which they hide, also behind blanks that
    /// it cuts off: <see href="https://owasp.org/www-community/attacks/CSV_Injection"/>.
    /// </summary>
    private static string Quoted(string? text)
    {
        var isFormula = text is ['\t' or '\r' or '\n', ..] || text.AsSpan().TrimStart() is ['=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠', ..];
        return $"\"{(isFormula ? "'" : "")}{text?.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static string? Number(IFormattable? number) => number?.ToString(null, CultureInfo.InvariantCulture);
}
