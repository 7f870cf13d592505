using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageClassification.Predictions;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(BatchCounts))]
internal sealed partial class SnapshotJson : JsonSerializerContext;
