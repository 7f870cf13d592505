using System.Globalization;
using ImageClassification.Contracts;
using Microsoft.Extensions.Options;

namespace ImageClassification.Hosting;

/// <summary>Reads options from environment variables, in composition roots only.</summary>
public sealed class EnvironmentOptions(Func<string, string?> read)
{
    public static EnvironmentOptions Process { get; } = new(Environment.GetEnvironmentVariable);

    /// <exception cref="ConfigurationException">The variable is missing or empty.</exception>
    public string Required(string name) => read(name) is { Length: > 0 } value
        ? value
        : throw new ConfigurationException($"The environment variable {name} is not set. template.yaml sets it for every function that needs it.");

    /// <exception cref="ConfigurationException">The variable is not set, or names no model.</exception>
    public ModelName Model(string name) => ModelName.From(Required(name))
        ?? throw new ConfigurationException($"The environment variable {name} is \"{read(name)}\"; it must be a model's name: {ModelName.Rule}.");

    public string Optional(string name, string fallback) => read(name) is { Length: > 0 } value ? value : fallback;

    /// <exception cref="ConfigurationException">The variable is not a whole number.</exception>
    public int Int32(string name, int fallback) => read(name) is not { Length: > 0 } value ? fallback
        : int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new ConfigurationException($"The environment variable {name} is \"{value}\"; it must be a whole number.");

    /// <returns>False where it is not set.</returns>
    /// <exception cref="ConfigurationException">The variable is neither true nor false.</exception>
    public bool Flag(string name) => read(name) is { Length: > 0 } value
        && (bool.TryParse(value, out var flag) ? flag
            : throw new ConfigurationException($"The environment variable {name} is \"{value}\"; it must be true or false."));

    /// <returns>The options given.</returns>
    /// <exception cref="ConfigurationException">The validator found values that are out of range.</exception>
    public static TOptions Validated<TOptions>(TOptions options, IValidateOptions<TOptions> validator)
        where TOptions : class
    {
        var result = validator.Validate(null, options);
        return result.Failed ? throw new ConfigurationException(string.Join(' ', result.Failures)) : options;
    }
}
