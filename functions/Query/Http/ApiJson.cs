using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageClassification.Query.Http;

/// <summary>How the API reads and writes JSON: unknown fields of a request are an error. Each feature's context gets a copy of its own.</summary>
internal static class ApiJson
{
    public static JsonSerializerOptions Options => new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };
}
