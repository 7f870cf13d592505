using System.Text.Json.Serialization;
using ImageClassification.Contracts;
using ImageClassification.Query.Http;

namespace ImageClassification.Query.Export;

[JsonSerializable(typeof(Prediction))]
[JsonSerializable(typeof(Dictionary<string, double>))]
internal sealed partial class ExportJson : JsonSerializerContext
{
    public static ExportJson Api { get; } = new(ApiJson.Options);
}
