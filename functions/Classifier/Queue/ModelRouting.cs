using System.IO.Enumeration;
using System.Text.Json;
using ImageClassification.Contracts;
using ImageClassification.Hosting;

namespace ImageClassification.Classifier.Queue;

/// <summary>Which model a batch uses: models/routing.json, where the first pattern that fits decides; else the default.</summary>
internal sealed class ModelRouting
{
    private const string Field = "batches";

    private readonly List<(string Pattern, ModelName Model)> _batches = [];
    private readonly ModelName _default;

    /// <exception cref="ConfigurationException">The file is not as it must be, or names a model that is not there.</exception>
    public ModelRouting(string modelsDirectory, ModelName defaultModel)
    {
        _default = defaultModel;
        var path = Path.Combine(modelsDirectory, "routing.json");
        if (!File.Exists(path))
        {
            return;
        }

        try
        {
            using var file = File.OpenRead(path);
            using var document = JsonDocument.Parse(file);
            var fields = document.RootElement.EnumerateObject().ToList();
            if (fields is not [{ Name: Field } batches])
            {
                throw new ConfigurationException($"{path} must have one field, {Field}: an object that maps patterns of batches (insects-*) to models.");
            }

            _batches.AddRange(batches.Value.EnumerateObject().Select(route => (route.Name, ModelName.From(route.Value.GetString())
                ?? throw new ConfigurationException($"{path}: {route.Name} must map to a model's name: {ModelName.Rule}."))));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new ConfigurationException($"{path} is not a JSON object of strings. {exception.Message}");
        }

        if (_batches.Find(route => !Directory.Exists(Path.Combine(modelsDirectory, route.Model))) is { Pattern: not null } lost)
        {
            throw new ConfigurationException(
                $"{path}: {lost.Pattern} maps to the model {lost.Model}, which is not in {modelsDirectory}. Correct the name, or add the model.");
        }
    }

    /// <summary>The default, and every other model that a batch may use.</summary>
    public IEnumerable<ModelName> Models => _batches.Select(route => route.Model).Prepend(_default).Distinct();

    public ModelName ModelOf(BatchName batch) =>
        _batches.Find(route => FileSystemName.MatchesSimpleExpression(route.Pattern, batch.ToString(), ignoreCase: false)) is { Pattern: not null } route
            ? route.Model
            : _default;
}
