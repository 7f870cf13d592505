using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageClassification.Cli;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(PredictionPage))]
[JsonSerializable(typeof(BatchSummary))]
internal sealed partial class CliJson : JsonSerializerContext;
