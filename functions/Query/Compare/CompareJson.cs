using System.Text.Json.Serialization;
using ImageClassification.Query.Http;

namespace ImageClassification.Query.Compare;

[JsonSerializable(typeof(Comparison))]
internal sealed partial class CompareJson : JsonSerializerContext
{
    public static CompareJson Api { get; } = new(ApiJson.Options);
}
