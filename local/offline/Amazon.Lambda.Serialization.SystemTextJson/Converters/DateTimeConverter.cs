using System.Text.Json;
using System.Text.Json.Serialization;

namespace Amazon.Lambda.Serialization.SystemTextJson.Converters;

/// <summary>Dates as ISO 8601 text or as Unix time: seconds, or milliseconds where seconds would lie past the year 5000.</summary>
public class DateTimeConverter : JsonConverter<DateTime>
{
    private const long LatestInSeconds = 157_753_180_800;

    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String && reader.TryGetDateTime(out var date))
        {
            return date;
        }

        if (reader.TokenType != JsonTokenType.Number)
        {
            throw new JsonSerializerException($"Unknown data type for DateTime: {reader.TokenType}");
        }

        return reader.TryGetInt64(out var whole) && whole > LatestInSeconds
            ? DateTime.UnixEpoch.AddMilliseconds(whole)
            : DateTime.UnixEpoch.AddSeconds(reader.GetDouble());
    }

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);
}
