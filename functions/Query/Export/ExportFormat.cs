using System.Buffers;

namespace ImageClassification.Query.Export;

/// <summary>A kind of file of predictions.</summary>
/// <param name="Extension">Of its name, without the dot.</param>
/// <param name="ContentType">Of its content.</param>
/// <param name="Open">Begins a file.</param>
public readonly record struct ExportFormat(string Extension, string ContentType, Func<IBufferWriter<byte>, ExportOptions, ExportWriter> Open)
{
    private static readonly ExportFormat Csv = new("csv", "text/csv; charset=utf-8", (output, options) => new CsvWriter(output, options));

    private static readonly ExportFormat JsonLines = new("jsonl", "application/x-ndjson", (output, _) => new JsonLinesWriter(output));

    private static readonly ExportFormat Parquet = new("parquet", "application/vnd.apache.parquet", (output, _) => new ParquetFileWriter(output));

    /// <summary>By the names that callers use: csv, a line with a few columns; jsonl and parquet, everything, as the API answers it or in typed columns.</summary>
    public static IReadOnlyDictionary<string, ExportFormat> All { get; } = new[] { Csv, JsonLines, Parquet }.ToDictionary(format => format.Extension);
}
