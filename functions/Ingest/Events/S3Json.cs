using System.Text.Json.Serialization;
using Amazon.Lambda.S3Events;

namespace ImageClassification.Ingest.Events;

[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(S3Event.S3EventNotificationRecord))]
internal sealed partial class S3Json : JsonSerializerContext;
