using System.Text;
using System.Text.Json;
using Amazon.Lambda.Serialization.SystemTextJson;

namespace ImageClassification.Offline.Serialization;

internal static class Json
{
    public static T Read<T>(string json, Action<JsonSerializerOptions>? customize = null) =>
        new SourceGeneratorLambdaJsonSerializer<EventJson>(customize).Deserialize<T>(new MemoryStream(Encoding.UTF8.GetBytes(json)));

    public static string Write<T>(T value, Action<JsonSerializerOptions>? customize = null)
    {
        using var json = new MemoryStream();
        new SourceGeneratorLambdaJsonSerializer<EventJson>(customize).Serialize(value, json);
        return Encoding.UTF8.GetString(json.ToArray());
    }
}
