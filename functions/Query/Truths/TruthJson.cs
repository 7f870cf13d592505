using System.Text.Json.Serialization;
using ImageClassification.Query.Http;

namespace ImageClassification.Query.Truths;

[JsonSerializable(typeof(TruthRequest))]
[JsonSerializable(typeof(TruthAnswer))]
[JsonSerializable(typeof(TruthImport))]
[JsonSerializable(typeof(TruthSlice))]
internal sealed partial class TruthJson : JsonSerializerContext
{
    public static TruthJson Api { get; } = new(ApiJson.Options);
}
