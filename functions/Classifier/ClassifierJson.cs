using System.Text.Json.Serialization;
using Amazon.Lambda.SQSEvents;

namespace ImageClassification.Classifier;

[JsonSerializable(typeof(SQSEvent))]
[JsonSerializable(typeof(SQSBatchResponse))]
internal sealed partial class ClassifierJson : JsonSerializerContext;
