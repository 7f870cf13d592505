using System.Text.Json.Serialization;
using ImageClassification.Batches;
using ImageClassification.Predictions;
using ImageClassification.Query.Http;

namespace ImageClassification.Query.Batches;

[JsonSerializable(typeof(BatchDeclaration))]
[JsonSerializable(typeof(BatchEntryPage))]
[JsonSerializable(typeof(BatchSummary))]
[JsonSerializable(typeof(CurrentModel))]
[JsonSerializable(typeof(DeletedSlice))]
[JsonSerializable(typeof(PredictionPage))]
internal sealed partial class BatchJson : JsonSerializerContext
{
    public static BatchJson Api { get; } = new(ApiJson.Options);
}
