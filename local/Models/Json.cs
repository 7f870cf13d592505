using System.Text.Json.Nodes;

namespace ImageClassification.Models;

/// <summary>Pieces of manifests.</summary>
internal static class Json
{
    /// <summary>A normalization of x / divisor, less the mean, divided by the deviation.</summary>
    public static JsonObject Of(double divisor, IEnumerable<double>? mean, IEnumerable<double>? std)
    {
        var normalization = new JsonObject { ["divisor"] = divisor };
        if (mean is not null)
        {
            normalization["mean"] = Of(mean);
        }

        if (std is not null)
        {
            normalization["std"] = Of(std);
        }

        return normalization;
    }

    public static JsonArray Of(IEnumerable<double> numbers) => new([.. numbers.Select(number => JsonValue.Create(number))]);

    /// <summary>On one line, with spaces, as people write manifests.</summary>
    public static string Inline(JsonNode node) => node switch
    {
        JsonObject fields => $"{{ {string.Join(", ", fields.Select(field => $"\"{field.Key}\": {Inline(field.Value!)}"))} }}",
        JsonArray values => $"[{string.Join(", ", values.Select(value => Inline(value!)))}]",
        _ => node.ToJsonString(),
    };
}
