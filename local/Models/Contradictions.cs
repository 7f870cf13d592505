using System.Text.Json;
using System.Text.Json.Nodes;
using ImageClassification.Inference.Models;
using ImageClassification.Models.Producers;

namespace ImageClassification.Models;

/// <summary>Where --preset says something else than the model's own files.</summary>
internal static class Contradictions
{
    private const string Normalization = "normalization";
    private const int Channels = 3;

    /// <summary>float32's rounding of the same formula, written in two ways.</summary>
    private const float Tolerance = 1e-4F;

    private static readonly string[] Fields = ["input.channelOrder", "resize", Normalization];

    /// <param name="stated">By the files.</param>
    /// <param name="draft">With the preset's values.</param>
    public static void Doubt(IEnumerable<Draft.Statement> stated, Draft draft)
    {
        foreach (var statement in stated.Where(
            statement => statement is { Doubt: null, Source: not TensorFlow.Convention } && Fields.Contains(statement.Field)))
        {
            var value = draft[statement.Field]!;
            if (!AreEqual(statement.Field, statement.Value, value))
            {
                draft.Doubt(statement.Field, $"{statement.Source} says {Json.Inline(statement.Value)}, but the preset {Json.Inline(value)}. "
                    + "Omit --preset if the file is right.");
            }
        }
    }

    private static bool AreEqual(string field, JsonNode one, JsonNode other) => JsonNode.DeepEquals(one, other)
        || (field == Normalization && Enumerable.Range(0, Channels).All(channel => Table(one, channel)
            .Zip(Table(other, channel)).All(pair => Math.Abs(pair.First - pair.Second) <= Tolerance * Math.Max(1, Math.Abs(pair.First)))));

    private static float[] Table(JsonNode normalization, int channel)
    {
        using var manifest = JsonDocument.Parse(new JsonObject { [Normalization] = normalization.DeepClone() }.ToJsonString());
        return NormalizationReader.Read(new ManifestObject(manifest.RootElement, "", [Normalization]), Channels).TableOf(channel);
    }
}
