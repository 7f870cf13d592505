using System.Buffers;
using System.Text;
using System.Text.Json;
using ImageClassification.Contracts;

namespace ImageClassification.Predictions.Export;

/// <summary>A file of predictions, a line each, in UTF-8.</summary>
/// <param name="Extension">Of its name, without the dot.</param>
/// <param name="ContentType">Of its content.</param>
/// <param name="Begin">Writes what stands before the first prediction.</param>
/// <param name="Write">Writes a prediction.</param>
public readonly record struct ExportFormat(
    string Extension, string ContentType, Action<IBufferWriter<byte>> Begin, Action<IBufferWriter<byte>, Prediction> Write)
{
    private static readonly ExportFormat Csv = new(
        "csv",
        "text/csv; charset=utf-8",
        writer => Encoding.UTF8.GetBytes(CsvLine.Header, writer),
        (writer, prediction) => Encoding.UTF8.GetBytes(CsvLine.Of(prediction), writer));

    private static readonly ExportFormat JsonLines = new("jsonl", "application/x-ndjson", _ => { }, (writer, prediction) =>
    {
        using var json = new Utf8JsonWriter(writer);
        JsonSerializer.Serialize(json, prediction, ExportJson.Default.Prediction);
        json.Flush();
        writer.Write("\n"u8);
    });

    /// <summary>By the names that callers use: csv, one line with a few columns, and jsonl, everything, as the API answers it.</summary>
    public static IReadOnlyDictionary<string, ExportFormat> All { get; } = new Dictionary<string, ExportFormat>
    {
        [Csv.Extension] = Csv,
        [JsonLines.Extension] = JsonLines,
    };
}
