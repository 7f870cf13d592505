using System.Text.Json;

namespace ImageClassification.Inference.Models;

/// <summary>
/// An object of the manifest, read field by field: the serializer's errors name .NET types and do not say what would be
/// right, and compiling its metadata takes a third of a cold start.
/// </summary>
internal sealed class ManifestObject
{
    private readonly JsonElement _fields;
    private readonly string _prefix;

    /// <param name="fields">An object.</param>
    /// <param name="prefix">Its own name with a dot at the end; empty for the whole manifest.</param>
    /// <param name="known">The fields that it may have.</param>
    /// <exception cref="JsonException">It has others. The path names the field, as in every exception here.</exception>
    public ManifestObject(JsonElement fields, string prefix, string[] known)
    {
        (_fields, _prefix) = (fields, prefix);
        foreach (var field in fields.EnumerateObject())
        {
            if (Array.IndexOf(known, field.Name) < 0)
            {
                throw Broken(field.Name, $"is not a field. Known here: {string.Join(", ", known)}");
            }
        }
    }

    public JsonElement Field(string name) =>
        _fields.TryGetProperty(name, out var value) ? value : throw Broken(name, "is missing. Add it");

    public ManifestObject Object(string name, string[] known) =>
        new(Of(JsonValueKind.Object, name, Field(name)), $"{_prefix}{name}.", known);

    /// <returns>Null where it is not stated.</returns>
    public ManifestObject? OptionalObject(string name, string[] known) => Has(name) ? Object(name, known) : null;

    public bool Has(string name) => _fields.TryGetProperty(name, out _);

    public string Text(string name) => Of(JsonValueKind.String, name, Field(name)).GetString()!;

    public string? OptionalText(string name) => _fields.TryGetProperty(name, out _) ? Text(name) : null;

    public int Integer(string name) => Integer(name, Field(name));

    public int? OptionalInteger(string name) => _fields.TryGetProperty(name, out _) ? Integer(name) : null;

    public double? OptionalNumber(string name) => _fields.TryGetProperty(name, out var value) ? Number(name, value) : null;

    public List<int>? OptionalIntegers(string name) =>
        _fields.TryGetProperty(name, out var value) ? [.. Of(JsonValueKind.Array, name, value).EnumerateArray().Select(item => Integer(name, item))] : null;

    public List<double>? OptionalNumbers(string name) => _fields.TryGetProperty(name, out var value) ? Numbers(name, value) : null;

    /// <returns>Of a list, or one.</returns>
    public List<double> NumberOrNumbers(string name) =>
        Field(name) is { ValueKind: not JsonValueKind.Array } one ? [Number(name, one)] : Numbers(name, Field(name));

    public Dictionary<string, double>? OptionalNumbersByName(string name) => _fields.TryGetProperty(name, out var value)
        ? Of(JsonValueKind.Object, name, value).EnumerateObject().ToDictionary(field => field.Name, field => Number(name, field.Value))
        : null;

    public Dictionary<string, string>? OptionalTexts(string name) => _fields.TryGetProperty(name, out var value)
        ? Of(JsonValueKind.Object, name, value).EnumerateObject().ToDictionary(
            field => field.Name, field => Of(JsonValueKind.String, name, field.Value).GetString()!)
        : null;

    /// <returns>Which of the words it is.</returns>
    public int Choice(string name, string[] words)
    {
        var value = Field(name);
        var index = value.ValueKind == JsonValueKind.String ? Array.IndexOf(words, value.GetString()) : -1;
        return index >= 0 ? index : throw Broken(name, $"{value.GetRawText()} is not supported. Use one of: {string.Join(", ", words)}");
    }

    /// <returns>The first word's where it is not stated.</returns>
    public int OptionalChoice(string name, string[] words) => _fields.TryGetProperty(name, out _) ? Choice(name, words) : 0;

    public JsonException Broken(string name, string problem) => new(problem, _prefix + name, null, null);

    private int Integer(string name, JsonElement value) =>
        Of(JsonValueKind.Number, name, value).TryGetInt32(out var number) ? number : throw WrongType(name, value);

    private List<double> Numbers(string name, JsonElement value) =>
        [.. Of(JsonValueKind.Array, name, value).EnumerateArray().Select(item => Number(name, item))];

    private double Number(string name, JsonElement value) => Of(JsonValueKind.Number, name, value).GetDouble();

    private JsonElement Of(JsonValueKind kind, string name, JsonElement value) =>
        value.ValueKind == kind ? value
        : value.ValueKind == JsonValueKind.Null ? throw Broken(name, "is null. Give it a value, or remove it if it is optional")
        : throw WrongType(name, value);

    private JsonException WrongType(string name, JsonElement value) => Broken(name, $"has a value of the wrong type: {value.GetRawText()}");
}
