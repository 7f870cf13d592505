using System.Text.Json;

namespace ImageClassification.Contracts;

/// <summary>A text in JSON breaks the rule of the name that it should be.</summary>
/// <param name="rule"><see cref="IName{TSelf}.Form"/> of the name.</param>
public sealed class NameException(string rule) : JsonException($"The text must be {rule}.")
{
    public string Rule { get; } = rule;
}
