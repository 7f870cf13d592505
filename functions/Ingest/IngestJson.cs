using System.Text.Json.Serialization;

namespace ImageClassification.Ingest;

[JsonSerializable(typeof(IngestEvent))]
[JsonSerializable(typeof(IngestResult))]
internal sealed partial class IngestJson : JsonSerializerContext;
