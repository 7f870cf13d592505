using System.Text;
using Amazon.Lambda.Serialization.SystemTextJson;

namespace ImageClassification.Offline.Serialization;

internal static class Json
{
    private static readonly SourceGeneratorLambdaJsonSerializer<EventJson> Serializer = new();

    public static T Read<T>(string json) => Serializer.Deserialize<T>(new MemoryStream(Encoding.UTF8.GetBytes(json)));

    public static string Write<T>(T value)
    {
        using var json = new MemoryStream();
        Serializer.Serialize(value, json);
        return Encoding.UTF8.GetString(json.ToArray());
    }
}
