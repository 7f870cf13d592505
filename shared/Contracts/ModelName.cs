using System.Text.Json.Serialization;

namespace ImageClassification.Contracts;

/// <summary>A model, by the name of its folder in models/.</summary>
[JsonConverter(typeof(NameJsonConverter<ModelName>))]
public readonly record struct ModelName : IName<ModelName>
{
    /// <summary>For messages: a model's name has …</summary>
    public const string Rule = "1 to 100 letters, digits, dots, dashes and underscores";

    private const int MaxLength = 100;

    private readonly string? _text;

    private ModelName(string text) => _text = text;

    public static string Form => $"a model's name: {Rule}";

    /// <returns>Null if no model's folder can have this name, or for null.</returns>
    public static ModelName? From(string? text) =>
        text is { Length: >= 1 and <= MaxLength } and not ("." or "..") && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-')
            ? new ModelName(text)
            : null;

    /// <exception cref="FormatException">The text breaks the <see cref="Rule"/>.</exception>
    public static ModelName Parse(string text) => From(text) ?? throw new FormatException($"A model's name has {Rule}.");

    public static implicit operator string(ModelName name) => name.ToString();

    public override string ToString() => _text ?? throw new InvalidOperationException("The model's name was never set.");
}
