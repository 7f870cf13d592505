using System.Text.Json;

namespace ImageClassification.Quality.Files;

/// <summary>
/// Lines of JSON: <c>{"key", "label" or "labels", "eTag"}</c>, or a line of an export, whose truth counts, or of SageMaker's augmented manifest:
/// <see href="https://docs.aws.amazon.com/sagemaker/latest/dg/sms-data-output.html"/>.
/// </summary>
internal static class JsonTruths
{
    private const string Metadata = "-metadata";

    public static IEnumerable<StatedTruth> Read(string text) =>
        text.Split('\n').Index().Where(line => !string.IsNullOrWhiteSpace(line.Item)).Select(line => Parse(line.Item.Trim()) with { Line = line.Index + 1 });

    private static StatedTruth Parse(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            if (root.TryGetProperty("source-ref", out var source))
            {
                return new(source.GetString(), Annotated(root));
            }

            var eTag = Text(root, "eTag")
                ?? (root.TryGetProperty("version", out var version) && version.ValueKind == JsonValueKind.Object ? Text(version, "eTag") : null);
            return new(Text(root, "key"), Said(root), eTag is { Length: > 0 } ? eTag : null);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return StatedTruth.Faulty("it is not a JSON object with a key and a label");
        }
    }

    /// <summary>An export's line has the model's labels as well: there only its truth counts.</summary>
    private static IReadOnlyList<string>? Said(JsonElement root) =>
        root.TryGetProperty("truth", out var truth) ? List(truth.ValueKind == JsonValueKind.Object ? truth.GetProperty("labels") : truth)
        : root.TryGetProperty("status", out _) ? null
        : root.TryGetProperty("labels", out var labels) ? List(labels)
        : root.TryGetProperty("label", out var label) ? List(label)
        : throw new JsonException("There is no label.");

    private static IReadOnlyList<string>? List(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Array => [.. value.EnumerateArray().Select(each => each.GetString() ?? "")],
        _ => [value.GetString()!],
    };

    /// <summary>The first attribute with class names: one of a classification, or several of a multi-label one.</summary>
    private static List<string>? Annotated(JsonElement root)
    {
        foreach (var metadata in root.EnumerateObject().Where(
            field => field.Name.EndsWith(Metadata, StringComparison.Ordinal) && field.Value.ValueKind == JsonValueKind.Object))
        {
            if (Text(metadata.Value, "class-name") is { } name)
            {
                return [name];
            }

            if (metadata.Value.TryGetProperty("class-map", out var map) && root.TryGetProperty(metadata.Name[..^Metadata.Length], out var classes))
            {
                return [.. classes.EnumerateArray().Select(each => Text(map, each.GetRawText()) ?? throw new JsonException("A class has no name."))];
            }
        }

        throw new JsonException("There is no class-name.");
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetString() : null;
}
