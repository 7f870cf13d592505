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
        ByteOrderMark + "key,status,label,confidence,errorCode,errorMessage,model,width,height,bytes,eTag,eventTime,predictedAt\r\n";

    public static string Of(Prediction prediction) => string.Join(
        ',',
        Text(prediction.Key),
        prediction.Status.WireName(),
        Text(prediction.Label),
        Number(prediction.Confidence),
        Text(prediction.Error?.Code),
        Text(prediction.Error?.Message),
        Text(prediction.Model.NameAndVersion()),
        Number(prediction.Image?.Width),
        Number(prediction.Image?.Height),
        Number(prediction.Image?.Bytes),
        Text(prediction.Version.ETag),
        PredictionItem.Format(prediction.Version.EventTime),
        PredictionItem.Format(prediction.PredictedAt)) + "\r\n";

    /// <summary>
    /// Quoted where it must be. What a spreadsheet would take for a formula gets an apostrophe before it, which they hide:
    /// <see href="https://owasp.org/www-community/attacks/CSV_Injection"/>.
    /// </summary>
    private static string Text(string? text)
    {
        var safe = text is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..] ? "'" + text : text ?? "";
        return safe.AsSpan().ContainsAny("\",\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    private static string Number(IFormattable? number) => number?.ToString(null, CultureInfo.InvariantCulture) ?? "";
}
