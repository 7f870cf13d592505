using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ImageClassification.Inference.Models;

/// <summary>
/// Compares a manifest's fields with what the records take, before it is deserialized: the serializer's own errors name
/// .NET types and do not say what would be right.
/// </summary>
internal static class ManifestFields
{
    /// <summary>Those that JSON has, and not what the code keeps for itself.</summary>
    public static IEnumerable<JsonPropertyInfo> Of(JsonTypeInfo type) => type.Properties.Where(property => property.Get is not null);

    /// <param name="element">An object of the manifest.</param>
    /// <param name="type">What it will become.</param>
    /// <param name="prefix">Its own name with a dot at the end; empty for the whole manifest.</param>
    /// <exception cref="JsonException">Its path names the field, its message what is wrong with it.</exception>
    public static void Check(JsonElement element, JsonTypeInfo type, string prefix = "")
    {
        foreach (var field in element.EnumerateObject())
        {
            var property = Of(type).FirstOrDefault(known => known.Name == field.Name)
                ?? throw new JsonException($"is not a field. Known here: {Names(type)}", prefix + field.Name, null, null);
            CheckValue(field.Value, property, prefix + field.Name);
        }

        foreach (var property in Of(type))
        {
            if (property.IsRequired && !element.TryGetProperty(property.Name, out _))
            {
                throw new JsonException("is missing. Add it", prefix + property.Name, null, null);
            }
        }
    }

    private static void CheckValue(JsonElement value, JsonPropertyInfo property, string name)
    {
        var type = property.Options.GetTypeInfo(property.PropertyType);
        if (type.Type.IsEnum)
        {
            CheckChoice(value, type, name);
        }
        else if (type.Kind == JsonTypeInfoKind.Object && value.ValueKind == JsonValueKind.Object)
        {
            Check(value, type, name + ".");
        }
        else if (property.CustomConverter is null)
        {
            CheckKind(value, type, name);
        }
    }

    private static void CheckKind(JsonElement value, JsonTypeInfo type, string name)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            throw new JsonException("is null. Give it a value, or remove it if it is optional", name, null, null);
        }

        try
        {
            JsonSerializer.Deserialize(value, type);
        }
        catch (JsonException exception)
        {
            throw new JsonException($"has a value of the wrong type: {value.GetRawText()}", name, null, null, exception);
        }
    }

    private static void CheckChoice(JsonElement value, JsonTypeInfo type, string name)
    {
        var choices = Enum.GetValues(type.Type).Cast<object>().Select(choice => JsonSerializer.SerializeToElement(choice, type).GetString()).ToList();
        if (value.ValueKind != JsonValueKind.String || !choices.Contains(value.GetString()))
        {
            throw new JsonException($"{value.GetRawText()} is not supported. Use one of: {string.Join(", ", choices)}", name, null, null);
        }
    }

    private static string Names(JsonTypeInfo type) => string.Join(", ", Of(type).Select(property => property.Name));
}
