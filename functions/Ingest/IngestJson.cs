using System.Text.Json.Serialization;
using Amazon.Lambda.S3Events;

namespace ImageClassification.Ingest;

[JsonSerializable(typeof(S3Event))]
[JsonSerializable(typeof(IngestResult))]
internal sealed partial class IngestJson : JsonSerializerContext;
