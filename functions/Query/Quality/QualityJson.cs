using System.Text.Json.Serialization;
using ImageClassification.Query.Http;

namespace ImageClassification.Query.Quality;

[JsonSerializable(typeof(BatchQuality))]
internal sealed partial class QualityJson : JsonSerializerContext
{
    public static QualityJson Api { get; } = new(ApiJson.Options);
}
