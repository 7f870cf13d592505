using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageClassification.Inference.Models;

/// <summary>A preset's name, or an object of the numbers themselves.</summary>
internal sealed class NormalizationConverter : JsonConverter<Normalization>
{
    public override Normalization? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            return JsonSerializer.Deserialize(ref reader, ManifestJson.Default.Normalization);
        }

        var name = reader.GetString()!;
        return Normalization.Presets.TryGetValue(name, out var preset)
            ? preset
            : throw new JsonException(
                $"'{name}' is not known. Use one of {string.Join(", ", Normalization.Presets.Keys)}, or an object with scale or divisor, mean and std");
    }

    public override void Write(Utf8JsonWriter writer, Normalization value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, ManifestJson.Default.Normalization);
}
