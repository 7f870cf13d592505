using System.Text.Json;
using System.Text.Json.Serialization;
using ImageClassification.Hosting.Http;

namespace ImageClassification.Query.Http;

/// <summary>How the API reads and writes JSON: unknown fields of a request are an error. Each feature's context gets a copy of its own.</summary>
internal static class ApiJson
{
    /// <summary>For files, which hold what the API answers.</summary>
    public static JsonWriterOptions Writer => new() { Encoder = Answer.Encoder };

    public static JsonSerializerOptions Options => new(JsonSerializerDefaults.Web)
    {
        Encoder = Answer.Encoder,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };
}
