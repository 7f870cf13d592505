using System.Text.Json.Nodes;

namespace ImageClassification.Runner;

internal static class JsonMap
{
    /// <summary>An object of texts.</summary>
    public static JsonObject Of(IEnumerable<KeyValuePair<string, string>> pairs) =>
        new(pairs.Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, JsonValue.Create(pair.Value))));
}
