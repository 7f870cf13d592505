using System.Text.RegularExpressions;

namespace ImageClassification.Runner.Templates;

/// <summary>What samconfig.toml says for the environment <c>local</c>, as <c>sam --config-env local</c> reads it.</summary>
internal sealed partial record SamConfig(string StackName, IReadOnlyDictionary<string, string> ParameterOverrides)
{
    public static SamConfig Read(string path)
    {
        var settings = new Dictionary<string, string>();
        var section = "";
        foreach (var line in File.Exists(path) ? File.ReadLines(path) : [])
        {
            if (Section().Match(line) is { Success: true } header)
            {
                section = header.Groups[1].Value;
            }
            else if (section.StartsWith("local.", StringComparison.Ordinal) && Setting().Match(line) is { Success: true } setting)
            {
                settings[setting.Groups[1].Value] = setting.Groups[2].Value;
            }
        }

        return new(settings.GetValueOrDefault("stack_name", "local"), Overrides(settings.GetValueOrDefault("parameter_overrides", "")));
    }

    /// <summary>Reads <c>Name=value Name="value with spaces"</c>.</summary>
    public static Dictionary<string, string> Overrides(string text) =>
        Override().Matches(text).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value.Trim('"'));

    [GeneratedRegex(@"^\s*\[([^\]]+)\]")]
    private static partial Regex Section();

    [GeneratedRegex("""^\s*(\w+)\s*=\s*"(.*)"\s*$""")]
    private static partial Regex Setting();

    [GeneratedRegex("""(\w+)=("[^"]*"|\S+)""")]
    private static partial Regex Override();
}
