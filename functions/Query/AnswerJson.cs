using System.Text.Json;
using System.Text.Json.Serialization;
using ImageClassification.Contracts;
using ImageClassification.Predictions;

namespace ImageClassification.Query;

/// <summary>The API's own JSON, in which unknown fields of a request are refused. A context of its own because API Gateway's envelope follows other naming rules.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(Prediction))]
[JsonSerializable(typeof(PredictionPage))]
[JsonSerializable(typeof(BatchSummary))]
[JsonSerializable(typeof(BatchEntryPage))]
[JsonSerializable(typeof(BatchDeclaration))]
[JsonSerializable(typeof(Health))]
internal sealed partial class AnswerJson : JsonSerializerContext;
