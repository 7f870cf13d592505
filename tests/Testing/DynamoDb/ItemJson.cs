using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2.Model;

namespace ImageClassification.Testing;

/// <summary>Items as DynamoDB's own JSON has them: {"sk":{"S":"batch"}}.</summary>
public static class ItemJson
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>By the names of the attributes, so that equal items have equal texts.</summary>
    public static string Write(Dictionary<string, AttributeValue> item)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, Readable))
        {
            new JsonObject(item.OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)Node(pair.Value)))).WriteTo(json);
        }

        return System.Text.Encoding.UTF8.GetString(text.ToArray());
    }

    public static Dictionary<string, AttributeValue> Read(string json) =>
        JsonNode.Parse(json)!.AsObject().ToDictionary(pair => pair.Key, pair => Value(pair.Value!.AsObject()));

    private static JsonObject Node(AttributeValue value) => value switch
    {
        { S: { } text } => new() { ["S"] = text },
        { N: { } number } => new() { ["N"] = number },
        { L: { } list } => new() { ["L"] = new JsonArray([.. list.Select(Node)]) },
        _ => throw new NotSupportedException("Only texts, numbers and lists are in the table."),
    };

    private static AttributeValue Value(JsonObject node) => node.Single() switch
    {
        { Key: "S", Value: { } text } => new() { S = text.GetValue<string>() },
        { Key: "N", Value: { } number } => new() { N = number.GetValue<string>() },
        { Key: "L", Value: { } list } => new() { L = [.. list.AsArray().Select(each => Value(each!.AsObject()))] },
        var unknown => throw new NotSupportedException($"The type {unknown.Key} is not in the table."),
    };
}
