using System.Text.Json;
using System.Text.Json.Serialization;
using ImageClassification.Batches;
using ImageClassification.Contracts;
using ImageClassification.Predictions;
using ImageClassification.Query.Backfill;
using ImageClassification.Query.Compare;
using ImageClassification.Query.Export;
using ImageClassification.Query.Images;
using ImageClassification.Query.Uploads;

namespace ImageClassification.Query;

/// <summary>The API's own JSON, in which unknown fields of a request are refused. A context of its own because API Gateway's envelope follows other naming rules.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Prediction))]
[JsonSerializable(typeof(PredictionPage))]
[JsonSerializable(typeof(BatchSummary))]
[JsonSerializable(typeof(BatchEntryPage))]
[JsonSerializable(typeof(BatchDeclaration))]
[JsonSerializable(typeof(Health))]
[JsonSerializable(typeof(SignIn))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(UploadRequest))]
[JsonSerializable(typeof(UploadAnswer))]
[JsonSerializable(typeof(ImageLink))]
[JsonSerializable(typeof(ImagesRequest))]
[JsonSerializable(typeof(ImageLinks))]
[JsonSerializable(typeof(BackfillRequest))]
[JsonSerializable(typeof(RetryRequest))]
[JsonSerializable(typeof(BackfillSlice))]
[JsonSerializable(typeof(Comparison))]
[JsonSerializable(typeof(ExportLink))]
internal sealed partial class AnswerJson : JsonSerializerContext;
