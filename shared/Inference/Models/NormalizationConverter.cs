using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageClassification.Inference.Models;

/// <summary>A preset's name, or an object of the numbers themselves.</summary>
internal sealed class NormalizationConverter : JsonConverter<Normalization>
{
    public override Normalization? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            return JsonSerializer.Deserialize(ref reader, ManifestJson.Default.Normalization);
        }

        return reader.TokenType == JsonTokenType.String && Normalization.Presets.TryGetValue(reader.GetString()!, out var preset)
            ? preset
            : throw new JsonException(
                $"is not known. Use one of {string.Join(", ", Normalization.Presets.Keys)}, or an object with scale or divisor, mean and std");
    }

    public override void Write(Utf8JsonWriter writer, Normalization value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, ManifestJson.Default.Normalization);
}
