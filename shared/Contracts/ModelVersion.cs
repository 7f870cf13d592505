using System.Text.Json.Serialization;

namespace ImageClassification.Contracts;

/// <summary>A version of a model, as keys and the API name it: name@version.</summary>
[JsonConverter(typeof(NameJsonConverter<ModelVersion>))]
public readonly record struct ModelVersion : IName<ModelVersion>
{
    private const char Separator = '@';

    /// <exception cref="ArgumentException">The version is empty.</exception>
    public ModelVersion(ModelName name, string version)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(version);
        (Name, Version) = (name, version);
    }

    public ModelName Name { get; }

    /// <summary>The manifest's.</summary>
    public string Version { get; }

    /// <returns>Null for what is no name@version, and for none.</returns>
    public static ModelVersion? From(string? text) =>
        text?.Split(Separator, 2) is [var name, var version] && ModelName.From(name) is { } model && !string.IsNullOrWhiteSpace(version)
            ? new ModelVersion(model, version)
            : null;

    /// <exception cref="FormatException">The text is no name@version.</exception>
    public static ModelVersion Parse(string text) => From(text) ?? throw new FormatException("A model version must be name@version.");

    public static implicit operator string(ModelVersion version) => version.ToString();

    public override string ToString() => $"{Name}{Separator}{Version}";
}
