using System.Text.Json.Serialization;
using ImageClassification.Query.Http;

namespace ImageClassification.Query.Uploads;

[JsonSerializable(typeof(UploadRequest))]
[JsonSerializable(typeof(UploadResponse))]
internal sealed partial class UploadJson : JsonSerializerContext
{
    public static UploadJson Api { get; } = new(ApiJson.Options);
}
