using System.Text.Json.Serialization;
using ImageClassification.Query.Http;

namespace ImageClassification.Query.Export;

[JsonSerializable(typeof(ExportLink))]
[JsonSerializable(typeof(TrainingLine))]
internal sealed partial class LinkJson : JsonSerializerContext
{
    public static LinkJson Api { get; } = new(ApiJson.Options);
}
