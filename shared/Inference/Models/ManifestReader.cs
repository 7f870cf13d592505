using System.Text.Json;
using System.Text.Json.Nodes;

namespace ImageClassification.Inference.Models;

/// <summary>Reads model.json, and refuses what it cannot keep to.</summary>
internal static class ManifestReader
{
    /// <param name="path">For the errors.</param>
    /// <param name="json">Its content.</param>
    /// <exception cref="ModelException">Names the file, the field and what to change.</exception>
    public static ModelManifest Read(string path, byte[] json)
    {
        try
        {
            if (JsonNode.Parse(json, documentOptions: new() { AllowDuplicateProperties = false }) is not JsonObject stated)
            {
                throw new ModelException($"{path} is not a JSON object.");
            }

            Presets.Complete(stated);
            using var document = JsonDocument.Parse(stated.ToJsonString());
            ManifestFields.Check(document.RootElement, ManifestJson.Default.ModelManifest);
            var manifest = document.Deserialize(ManifestJson.Default.ModelManifest)!;
            if (ManifestRules.Broken(manifest) is var (field, problem))
            {
                throw new ModelException($"{path}: {field} {problem}.");
            }

            return manifest;
        }
        catch (JsonException exception) when (exception.Path is { Length: > 0 } field && field != "$")
        {
            throw new ModelException($"{path}: {field.Replace("$.", "", StringComparison.Ordinal)} {exception.Message}.", exception);
        }
        catch (JsonException exception)
        {
            throw new ModelException($"{path} is not valid JSON. {exception.Message}", exception);
        }
    }
}
