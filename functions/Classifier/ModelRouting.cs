using System.IO.Enumeration;
using System.Text.Json;
using System.Text.RegularExpressions;
using ImageClassification.Hosting;

namespace ImageClassification.Classifier;

/// <summary>Which model a batch uses: models/routing.json, where the first pattern that fits decides; else the default.</summary>
internal sealed partial class ModelRouting
{
    private const string Field = "batches";

    private readonly List<(string Pattern, string Model)> _batches = [];
    private readonly string _default;

    /// <exception cref="ConfigurationException">The file is not as it must be, or names a model that is not there.</exception>
    public ModelRouting(string modelsDirectory, string defaultModel)
    {
        _default = defaultModel;
        var path = Path.Combine(modelsDirectory, "routing.json");
        if (!File.Exists(path))
        {
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var fields = document.RootElement.EnumerateObject().ToList();
            if (fields is not [{ Name: Field } batches])
            {
                throw new ConfigurationException($"{path} must hold one field, {Field}: an object that gives patterns of batches (insects-*) their models.");
            }

            _batches.AddRange(batches.Value.EnumerateObject().Select(route => (route.Name, route.Value.GetString()!)));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new ConfigurationException($"{path} is not a JSON object of texts. {exception.Message}");
        }

        if (_batches.Find(route => !IsName(route.Model ?? "")) is { Pattern: not null } unnamed)
        {
            throw new ConfigurationException($"{path}: {unnamed.Pattern} must go to a model's name: letters, digits, dots, dashes and underscores.");
        }

        if (_batches.Find(route => !Directory.Exists(Path.Combine(modelsDirectory, route.Model))) is { Pattern: not null } lost)
        {
            throw new ConfigurationException($"{path}: {lost.Pattern} goes to the model {lost.Model}, which is not in {modelsDirectory}. Correct the name, or add the model.");
        }
    }

    /// <summary>The default, and every other model that a batch may use.</summary>
    public IEnumerable<string> Models => _batches.Select(route => route.Model).Prepend(_default).Distinct();

    /// <returns>The model's folder.</returns>
    public string ModelOf(string batch) =>
        _batches.Find(route => FileSystemName.MatchesSimpleExpression(route.Pattern, batch, ignoreCase: false)).Model ?? _default;

    /// <summary>Whether the text may name a model's folder.</summary>
    public static bool IsName(string text) => ModelName().IsMatch(text);

    [GeneratedRegex(@"\A[A-Za-z0-9._-]+\z")]
    private static partial Regex ModelName();
}
