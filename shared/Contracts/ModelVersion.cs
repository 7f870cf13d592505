using System.Text.Json.Serialization;

namespace ImageClassification.Contracts;

/// <summary>A version of a model, as keys and the API name it: name@version.</summary>
[JsonConverter(typeof(NameJsonConverter<ModelVersion>))]
public readonly record struct ModelVersion : IName<ModelVersion>
{
    /// <summary>For messages: a version has …</summary>
    public const string Rule = "1 to 100 characters, none of them a control character";

    private const int MaxLength = 100;
    private const char Separator = '@';

    /// <exception cref="ArgumentException">The version breaks the <see cref="Rule"/>.</exception>
    public ModelVersion(ModelName name, string version)
    {
        if (!IsVersion(version))
        {
            throw new ArgumentException($"A model's version has {Rule}.", nameof(version));
        }

        (Name, Version) = (name, version);
    }

    public static string Form => "name@version, such as clothing@1";

    public ModelName Name { get; }

    /// <summary>The manifest's.</summary>
    public string Version { get; }

    /// <summary>Whether a text can be a version: it is part of the table's keys, whose length DynamoDB limits.</summary>
    public static bool IsVersion(string? text) => !string.IsNullOrWhiteSpace(text) && text.Length <= MaxLength && !text.Any(char.IsControl);

    /// <returns>Null if it is not name@version, or null.</returns>
    public static ModelVersion? From(string? text) =>
        text?.Split(Separator, 2) is [var name, var version] && ModelName.From(name) is { } model && IsVersion(version)
            ? new ModelVersion(model, version)
            : null;

    /// <exception cref="FormatException">The text is not name@version.</exception>
    public static ModelVersion Parse(string text) => From(text) ?? throw new FormatException($"A model version must be {Form}.");

    public static implicit operator string(ModelVersion version) => version.ToString();

    public override string ToString() => $"{Name}{Separator}{Version}";
}
