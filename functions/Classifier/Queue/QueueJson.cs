using System.Text.Json.Serialization;
using Amazon.Lambda.SQSEvents;

namespace ImageClassification.Classifier.Queue;

[JsonSerializable(typeof(SQSEvent))]
[JsonSerializable(typeof(SQSBatchResponse))]
internal sealed partial class QueueJson : JsonSerializerContext;
