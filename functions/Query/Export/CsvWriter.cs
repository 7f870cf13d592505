using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ImageClassification.Contracts;
using ImageClassification.Predictions;

namespace ImageClassification.Query.Export;

/// <summary>CSV by <see href="https://www.rfc-editor.org/rfc/rfc4180"/>, for programs or for spreadsheets.</summary>
internal sealed class CsvWriter : ExportWriter
{
    private const string ByteOrderMark = "\uFEFF";

    private static readonly (string Name, Func<Prediction, string?> Of)[] Columns =
    [
        ("key", prediction => prediction.Key),
        ("status", prediction => prediction.Status.WireName()),
        ("label", prediction => prediction.Label),
        ("confidence", prediction => Number(prediction.Confidence)),
        ("errorCode", prediction => prediction.Error?.Code),
        ("errorMessage", prediction => prediction.Error?.Message),
        ("model", prediction => prediction.Model.NameAndVersion()),
        ("width", prediction => Number(prediction.Image?.Width)),
        ("height", prediction => Number(prediction.Image?.Height)),
        ("bytes", prediction => Number(prediction.Image?.Bytes)),
        ("eTag", prediction => prediction.Version.ETag),
        ("eventTime", prediction => PredictionItem.Format(prediction.Version.EventTime)),
        ("predictedAt", prediction => PredictionItem.Format(prediction.PredictedAt)),
        ("truth", prediction => prediction.Truth?.ToCell()),
        ("agrees", prediction => prediction.Agrees switch { true => "true", false => "false", null => null }),
    ];

    private static readonly (string, Func<Prediction, string?>) Scores = ("scores", prediction => JsonSerializer.Serialize(
        prediction.Labels.ToDictionary(score => score.Label, score => score.Confidence), ExportJson.Api.DictionaryStringDouble));

    private readonly IBufferWriter<byte> _output;
    private readonly bool _isForSpreadsheets;
    private readonly (string Name, Func<Prediction, string?> Of)[] _columns;

    public CsvWriter(IBufferWriter<byte> output, ExportOptions options)
    {
        _output = output;
        _isForSpreadsheets = options.ForSpreadsheets;
        _columns = options.AllScores ? [.. Columns, Scores] : Columns;
        Encoding.UTF8.GetBytes(_isForSpreadsheets ? ByteOrderMark : "", output);
        WriteLine(column => column.Name);
    }

    public override Task WriteAsync(Prediction prediction, CancellationToken cancellationToken)
    {
        WriteLine(column => column.Of(prediction));
        return Task.CompletedTask;
    }

    /// <summary>
    /// Always quoted: with semicolons or tabs as separators, which depends on who opens the file, an unquoted field would become
    /// several.
    /// </summary>
    public static void WriteLine(IBufferWriter<byte> output, IEnumerable<string?> cells) =>
        Encoding.UTF8.GetBytes(string.Join(',', cells.Select(cell => $"\"{cell?.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\r\n", output);

    private void WriteLine(Func<(string Name, Func<Prediction, string?> Of), string?> cell) => WriteLine(_output, _columns.Select(column => Guarded(cell(column))));

    /// <summary>
    /// What a spreadsheet would take for a formula gets an apostrophe before it, which they hide, also behind blanks that
    /// it cuts off: <see href="https://owasp.org/www-community/attacks/CSV_Injection"/>.
    /// </summary>
    private string? Guarded(string? text)
    {
        var isFormula = _isForSpreadsheets
            && (text is ['\t' or '\r' or '\n', ..] || text.AsSpan().TrimStart() is ['=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠', ..]);
        return isFormula ? $"'{text}" : text;
    }

    private static string? Number(IFormattable? number) => number?.ToString(null, CultureInfo.InvariantCulture);
}
