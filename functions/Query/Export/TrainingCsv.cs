using System.Buffers;
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
        CsvWriter.WriteLine(output, ["key", "label", "split", "eTag"]);
    }

    public override Task WriteAsync(Prediction prediction, CancellationToken cancellationToken)
    {
        CsvWriter.WriteLine(_output, [prediction.Key, prediction.Truth!.ToCell(), _split.NameOf(prediction.Key), prediction.Version.ETag]);
        return Task.CompletedTask;
    }
}
