using System.Text.Json.Serialization;

namespace ImageClassification.Query.Http;

[JsonSerializable(typeof(Health))]
internal sealed partial class HealthJson : JsonSerializerContext
{
    public static HealthJson Api { get; } = new(ApiJson.Options);
}
