using System.Text.Json.Serialization;
using ImageClassification.Contracts;
using ImageClassification.Query.Http;

namespace ImageClassification.Query.Predictions;

[JsonSerializable(typeof(Prediction))]
[JsonSerializable(typeof(ImageLink))]
[JsonSerializable(typeof(ImagesRequest))]
[JsonSerializable(typeof(ImageLinks))]
internal sealed partial class PredictionJson : JsonSerializerContext
{
    public static PredictionJson Api { get; } = new(ApiJson.Options);
}
