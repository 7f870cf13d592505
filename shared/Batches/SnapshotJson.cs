using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageClassification.Batches;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(BatchCounts))]
[JsonSerializable(typeof(MeasuredQuality))]
internal sealed partial class SnapshotJson : JsonSerializerContext;
