using System.Text.Json;

namespace ImageClassification.Ingest.Events;

/// <summary>
/// Tells the forms of events apart: S3's own, EventBridge's, S3 Batch Operations', s3:TestEvent, and the record of an on-failure
/// destination, which wraps one of them.
/// </summary>
internal static class EventForms
{
    private const int LongestName = 60;

    /// <exception cref="UnknownEventException">It is none of these. The message says what it looks like.</exception>
    public static IngestEvent Read(JsonElement form)
    {
        try
        {
            return form.Find("requestPayload") is { } payload && form.Find("requestContext") is not null ? Read(payload)
                : BatchOperation.Is(form) ? BatchOperation.Read(form)
                : form.Has("Event", JsonValueKind.String) && form.Text("Event") == "s3:TestEvent" ? new IngestEvent.Changes(0, [], [])
                : EventBridgeEvent.Is(form) ? Changes([form], EventBridgeEvent.Read)
                : Records(form) is { Count: > 0 } records && records.TrueForAll(S3Record.Is) ? Changes(records, S3Record.Read)
                : throw new UnknownEventException(
                    $"The event looks like {Look(form)}, which is not for Ingest: it takes S3's notifications, EventBridge's events of S3, and the tasks of S3 Batch Operations. "
                    + "Find out what sends it, and have S3 invoke the function directly.");
        }
        catch (FormatException exception)
        {
            throw new UnknownEventException($"The event cannot be read: {exception.Message}.");
        }
    }

    /// <summary>Each by itself: a record that cannot be read keeps none of its neighbours back.</summary>
    private static IngestEvent.Changes Changes(List<JsonElement> records, Func<JsonElement, ObjectChange?> read)
    {
        List<ObjectChange> changes = [];
        List<string> faults = [];
        foreach (var record in records)
        {
            try
            {
                if (read(record) is { } change)
                {
                    changes.Add(change);
                }
            }
            catch (FormatException exception)
            {
                faults.Add(exception.Message);
            }
        }

        return new(records.Count, changes, faults);
    }

    private static List<JsonElement> Records(JsonElement form) =>
        form.Find("Records") is { ValueKind: JsonValueKind.Array } records ? [.. records.EnumerateArray()] : [];

    private static string Look(JsonElement form)
    {
        if (form.ValueKind != JsonValueKind.Object)
        {
            return $"a JSON {form.ValueKind.ToString().ToLowerInvariant()}";
        }

        if (Records(form) is { Count: > 0 } records)
        {
            var unknown = records.Find(record => !S3Record.Is(record));
            return (Name(unknown, "eventSource") ?? Name(unknown, "EventSource")) is { } source ? $"a record of {source}" : "records of an unknown source";
        }

        var names = form.EnumerateObject().Select(field => Short(field.Name)).Take(5).ToList();
        return Name(form, "detail-type") is { } type ? $"EventBridge's \"{type}\" of {Name(form, "source") ?? "no source"}"
            : names.Count > 0 ? $"an object with {string.Join(", ", names)}"
            : "an empty object";
    }

    private static string? Name(JsonElement json, string field) => json.Has(field, JsonValueKind.String) ? Short(json.OptionalText(field) ?? "") : null;

    /// <summary>What others have written stays short, and on its line.</summary>
    private static string Short(string name) => string.Concat(name.Where(letter => !char.IsControl(letter)).Take(LongestName));
}
