using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ImageClassification.Cli.Model;
using ImageClassification.Contracts;

namespace ImageClassification.Cli;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(Prediction))]
[JsonSerializable(typeof(PredictionPage))]
[JsonSerializable(typeof(BatchSummary))]
[JsonSerializable(typeof(UpAddresses))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(IReadOnlyList<FilePrediction>))]
internal sealed partial class CliJson : JsonSerializerContext
{
    public static string Write(JsonObject answer) => JsonSerializer.Serialize(answer, Default.JsonObject);
}
