using System.Buffers;
using ImageClassification.Contracts;
using Parquet;
using Parquet.Schema;

namespace ImageClassification.Query.Export;

/// <summary>
/// <see href="https://parquet.apache.org/docs/file-format/">Parquet</see>: what a prediction's JSON has, a column each, compressed
/// by Snappy. Keeps one row group in memory.
/// </summary>
internal sealed class ParquetFileWriter(IBufferWriter<byte> output) : ExportWriter
{
    /// <summary>Predictions. A larger group is read faster, and is held until it is full.</summary>
    public const int RowGroup = 20_000;

    private readonly ParquetColumn[] _columns =
    [
        ParquetColumn.Text("bucket", prediction => prediction.Bucket),
        ParquetColumn.Text("key", prediction => prediction.Key),
        ParquetColumn.Text("batch", prediction => prediction.Batch),
        ParquetColumn.Text("status", prediction => prediction.Status.WireName()),
        ParquetColumn.Text("label", prediction => prediction.Label),
        ParquetColumn.Number("confidence", prediction => prediction.Confidence),
        ParquetColumn.Scores("labels"),
        ParquetColumn.Number<bool>("multiLabel", prediction => prediction.IsMultiLabel ? true : null),
        ParquetColumn.Text("errorCode", prediction => prediction.Error?.Code),
        ParquetColumn.Text("errorMessage", prediction => prediction.Error?.Message),
        ParquetColumn.Text("model", prediction => prediction.Model.NameAndVersion()),
        ParquetColumn.Text("manifestHash", prediction => prediction.Model.ManifestHash),
        ParquetColumn.Text("eTag", prediction => prediction.Version.ETag),
        ParquetColumn.Text("sequencer", prediction => prediction.Version.Sequencer?.ToString()),
        ParquetColumn.Time("eventTime", prediction => prediction.Version.EventTime),
        ParquetColumn.Number("width", prediction => prediction.Image?.Width),
        ParquetColumn.Number("height", prediction => prediction.Image?.Height),
        ParquetColumn.Number("bytes", prediction => prediction.Image?.Bytes),
        ParquetColumn.Number("fetchMs", prediction => prediction.Times?.Fetch),
        ParquetColumn.Number("decodeMs", prediction => prediction.Times?.Decode),
        ParquetColumn.Number("preprocessMs", prediction => prediction.Times?.Preprocess),
        ParquetColumn.Number("inferMs", prediction => prediction.Times?.Infer),
        ParquetColumn.Time("predictedAt", prediction => prediction.PredictedAt),
        ParquetColumn.Text("traceId", prediction => prediction.TraceId),
        ParquetColumn.Text("truth", prediction => prediction.Truth?.ToCell()),
        ParquetColumn.Number("agrees", prediction => prediction.Agrees),
    ];

    private readonly List<Prediction> _rows = [];
    private ParquetWriter? _file;

    public override Task WriteAsync(Prediction prediction, CancellationToken cancellationToken)
    {
        _rows.Add(prediction);
        return _rows.Count < RowGroup ? Task.CompletedTask : WriteGroupAsync(cancellationToken);
    }

    public override async Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (_rows.Count > 0 || _file is null)
        {
            await WriteGroupAsync(cancellationToken);
        }

        await _file!.DisposeAsync(); // writes the footer
    }

    private async Task WriteGroupAsync(CancellationToken cancellationToken)
    {
        _file ??= await ParquetWriter.CreateAsync(
            new ParquetSchema(_columns.Select(column => column.Field)), new BufferStream(output), cancellationToken: cancellationToken);
        using var group = _file.CreateRowGroup();
        foreach (var column in _columns)
        {
            await column.WriteAsync(group, _rows, cancellationToken);
        }

        group.CompleteValidate();
        _rows.Clear();
    }
}
