using System.Text.Json;

namespace ImageClassification.Ingest.Events;

/// <summary>Reads the members of an event by their path, such as s3.object.key. Null is as good as missing.</summary>
internal static class EventFields
{
    public static JsonElement? Find(this JsonElement json, string path)
    {
        var found = json;
        foreach (var name in path.Split('.'))
        {
            if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(name, out found))
            {
                return null;
            }
        }

        return found.ValueKind == JsonValueKind.Null ? null : found;
    }

    public static bool Has(this JsonElement json, string path, JsonValueKind kind) => json.Find(path)?.ValueKind == kind;

    /// <exception cref="FormatException">It is missing, empty or no text.</exception>
    public static string Text(this JsonElement json, string path) =>
        json.OptionalText(path) ?? throw new FormatException($"{path} is missing");

    /// <returns>Null where it is missing or empty.</returns>
    /// <exception cref="FormatException">It is not a string.</exception>
    public static string? OptionalText(this JsonElement json, string path)
    {
        try
        {
            return json.Find(path)?.GetString() is { Length: > 0 } text ? text : null;
        }
        catch (InvalidOperationException)
        {
            throw new FormatException($"{path} is not a string"); // another kind, or half a surrogate pair
        }
    }

    /// <exception cref="FormatException">It is missing or not a time as ISO 8601 has it.</exception>
    public static DateTimeOffset Time(this JsonElement json, string path) =>
        json.Find(path) is { ValueKind: JsonValueKind.String } text && text.TryGetDateTimeOffset(out var time)
            ? time.ToUniversalTime()
            : throw new FormatException($"{path} is missing or not a time");

    /// <exception cref="FormatException">It is not a whole number.</exception>
    public static long? OptionalNumber(this JsonElement json, string path) => json.Find(path) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } text when text.TryGetInt64(out var number) && number >= 0 => number,
        _ => throw new FormatException($"{path} is not a whole number"),
    };
}
