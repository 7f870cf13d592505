using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageClassification.Ingest;

[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(IngestResult))]
internal sealed partial class IngestJson : JsonSerializerContext;
