using System.Buffers;
using System.Text.Json;
using ImageClassification.Contracts;
using ImageClassification.Quality.Training;

namespace ImageClassification.Query.Export;

/// <summary>A line of JSON for each image, which POST /batches/{batch}/truth reads back.</summary>
internal sealed class TrainingJsonLines(IBufferWriter<byte> output, Split split) : ExportWriter
{
    public override Task WriteAsync(Prediction prediction, CancellationToken cancellationToken)
    {
        var line = new TrainingLine(prediction.Key, prediction.Truth!.Labels, split.NameOf(prediction.Key), prediction.Version.ETag);
        output.Write(JsonSerializer.SerializeToUtf8Bytes(line, LinkJson.Api.TrainingLine));
        output.Write("\n"u8);
        return Task.CompletedTask;
    }
}
