using System.Text.Json;

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
            using (var document = JsonDocument.Parse(json))
            {
                if (document.RootElement.ValueKind != JsonValueKind.Object)
                {
                    throw new ModelException($"{path} is not a JSON object.");
                }

                ManifestFields.Check(document.RootElement, ManifestJson.Default.ModelManifest);
            }

            var manifest = JsonSerializer.Deserialize(json, ManifestJson.Default.ModelManifest)!;
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
