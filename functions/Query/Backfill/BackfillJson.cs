using System.Text.Json;
using System.Text.Json.Serialization;
using ImageClassification.Query.Http;

namespace ImageClassification.Query.Backfill;

[JsonSerializable(typeof(BackfillRequest))]
[JsonSerializable(typeof(BackfillSlice))]
[JsonSerializable(typeof(RetryRequest))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class BackfillJson : JsonSerializerContext
{
    public static BackfillJson Api { get; } = new(ApiJson.Options);
}
