using ImageClassification.Contracts;

namespace ImageClassification.Hosting;

/// <summary>The models that are deployed: those whose manifests are beside the function. What names another would only be found out by every message.</summary>
/// <param name="directory">Holds a folder for each model.</param>
public sealed class KnownModels(string directory)
{
    private const string Manifest = "model.json";

    /// <summary>Where the build puts the manifests.</summary>
    public static string Beside { get; } = Path.Combine(AppContext.BaseDirectory, "models");

    /// <returns>What is wrong with a name that someone asks for; null for a model that is there, and for none.</returns>
    public string? FaultOf(string? name) =>
        name is null ? null
        : ModelName.From(name) is null ? $"The model's name must be {ModelName.Rule}."
        : File.Exists(Path.Combine(directory, name, Manifest)) ? null
        : $"There is no model {name}. Deployed models: {string.Join(", ", Names())}.";

    /// <returns>In the order of their names.</returns>
    public IEnumerable<string> Names() => Directory.Exists(directory)
        ? Directory.EnumerateDirectories(directory).Where(folder => File.Exists(Path.Combine(folder, Manifest))).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)
        : [];
}
