using System.Buffers;
using System.Text.Json;
using ImageClassification.Contracts;
using ImageClassification.Query.Http;

namespace ImageClassification.Query.Export;

/// <summary>A line of JSON for every prediction, as the API answers it.</summary>
internal sealed class JsonLinesWriter(IBufferWriter<byte> output) : ExportWriter
{
    public override Task WriteAsync(Prediction prediction, CancellationToken cancellationToken)
    {
        using var json = new Utf8JsonWriter(output, ApiJson.Writer);
        JsonSerializer.Serialize(json, prediction, ExportJson.Api.Prediction);
        json.Flush();
        output.Write("\n"u8);
        return Task.CompletedTask;
    }
}
