using System.Buffers;
using System.Text;
using ImageClassification.Contracts;
using ImageClassification.Quality.Training;

namespace ImageClassification.Query.Export;

/// <summary>A row for each image, which POST /batches/{batch}/truth reads back.</summary>
internal sealed class TrainingCsv : ExportWriter
{
    private readonly IBufferWriter<byte> _output;
    private readonly Split _split;

    public TrainingCsv(IBufferWriter<byte> output, Split split)
    {
        (_output, _split) = (output, split);
        WriteLine("key", "label", "split", "eTag");
    }

    public override Task WriteAsync(Prediction prediction, CancellationToken cancellationToken)
    {
        WriteLine(prediction.Key, prediction.Truth!.ToCell(), TrainingJsonLines.Name(_split.PartOf(prediction.Key)), prediction.Version.ETag ?? "");
        return Task.CompletedTask;
    }

    private void WriteLine(params IEnumerable<string> cells) =>
        Encoding.UTF8.GetBytes(string.Join(',', cells.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\r\n", _output);
}
