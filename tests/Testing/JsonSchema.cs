using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ImageClassification.Testing;

/// <summary>The part of JSON Schema 2020-12 that the API's description uses. An unknown keyword is an error, so that none is passed over.</summary>
public sealed class JsonSchema(JsonElement document)
{
    private static readonly HashSet<string> Annotations = ["description", "default", "contentEncoding"];

    /// <returns>What is wrong with the value, with its path; nothing where it fits.</returns>
    public IEnumerable<string> Faults(JsonElement schema, JsonElement value, string path = "$") => schema.EnumerateObject()
        .Where(keyword => !Annotations.Contains(keyword.Name))
        .SelectMany(keyword => Faults(schema, keyword.Name, keyword.Value, value, path));

    /// <summary>What a reference of the document stands for; else what is given.</summary>
    public JsonElement Resolve(JsonElement element) => element.TryGetProperty("$ref", out var reference)
        ? reference.GetString()!.Split('/').Skip(1).Aggregate(document, (found, name) => found.GetProperty(name))
        : element;

    private IEnumerable<string> Faults(
        JsonElement schema, string keyword, JsonElement rule, JsonElement value, string path) => (keyword, value.ValueKind) switch
        {
            ("$ref", _) => Faults(Resolve(schema), value, path),
            ("type", _) => If(!Is(rule.GetString()!, value), $"{path} is not of type {rule}"),
            ("enum", _) => If(!rule.EnumerateArray().Any(each => JsonElement.DeepEquals(each, value)), $"{path} is none of {rule}"),
            ("const", _) => If(!JsonElement.DeepEquals(rule, value), $"{path} is not {rule}"),
            ("required", JsonValueKind.Object) => rule.EnumerateArray().SelectMany(
                name => If(!value.TryGetProperty(name.GetString()!, out _), $"{path}.{name} is missing")),
            ("properties", JsonValueKind.Object) => value.EnumerateObject()
                .SelectMany(field => rule.TryGetProperty(field.Name, out var inner) ? Faults(inner, field.Value, $"{path}.{field.Name}") : []),
            ("additionalProperties", JsonValueKind.Object) => value.EnumerateObject()
                .Where(field => !schema.TryGetProperty("properties", out var known) || !known.TryGetProperty(field.Name, out _))
                .SelectMany(field => rule.ValueKind == JsonValueKind.False
                    ? [$"{path}.{field.Name} is not described"]
                    : Faults(rule, field.Value, $"{path}.{field.Name}")),
            ("items", JsonValueKind.Array) => value.EnumerateArray().SelectMany((item, index) => Faults(rule, item, $"{path}[{index}]")),
            ("minItems", JsonValueKind.Array) => If(value.GetArrayLength() < rule.GetInt32(), $"{path} has too few items"),
            ("maxItems", JsonValueKind.Array) => If(value.GetArrayLength() > rule.GetInt32(), $"{path} has too many items"),
            ("minimum", JsonValueKind.Number) => If(value.GetDouble() < rule.GetDouble(), $"{path} is less than {rule}"),
            ("maximum", JsonValueKind.Number) => If(value.GetDouble() > rule.GetDouble(), $"{path} is more than {rule}"),
            ("maxLength", JsonValueKind.String) => If(value.GetString()!.Length > rule.GetInt32(), $"{path} is longer than {rule}"),
            ("pattern", JsonValueKind.String) => If(!Regex.IsMatch(value.GetString()!, rule.GetString()!), $"{path} does not match {rule}"),
            ("format", JsonValueKind.String) when rule.ValueEquals("date-time") => If(!IsTime(value.GetString()!), $"{path} is no time"),
            ("required" or "properties" or "additionalProperties" or "items" or "minItems"
                or "maxItems" or "minimum" or "maximum" or "maxLength" or "pattern", _) => [],
            _ => throw new NotSupportedException($"The keyword {keyword} at {path} is not known here."),
        };

    private static bool Is(string type, JsonElement value) => type switch
    {
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ => value.ValueKind.ToString().Equals(type, StringComparison.OrdinalIgnoreCase),
    };

    /// <summary><see href="https://www.rfc-editor.org/rfc/rfc3339"/>: with an offset.</summary>
    private static bool IsTime(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _) && Regex.IsMatch(text, @"T.+(Z|[+-]\d\d:\d\d)\z");

    private static string[] If(bool wrong, string fault) => wrong ? [fault] : [];
}
