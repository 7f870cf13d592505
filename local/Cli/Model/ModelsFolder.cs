using System.CommandLine;
using System.Text.RegularExpressions;
using ImageClassification.Runner;

namespace ImageClassification.Cli.Model;

/// <summary>The option --models: the folder that holds a folder for each model.</summary>
internal sealed partial class ModelsFolder : Option<string?>
{
    /// <param name="isMade">Whether it is made where it is missing.</param>
    public ModelsFolder(bool isMade = false)
        : base("--models")
    {
        Description = "The folder with a folder for each model. The repository's models/ by default.";
        _ = isMade ? this.MustBeAnyFolder() : this.MustBeFolder();
    }

    public string Path(ParseResult parsed) => parsed.GetValue(this) ?? System.IO.Path.Combine(PipelineOptions.FindRoot(), "models");

    /// <summary>A model's name as the next command needs it: with this option where it was given.</summary>
    public string Argument(ParseResult parsed, string model) =>
        parsed.GetValue(this) is not { } folder ? model : $"{model} --models {(folder.Contains(' ', StringComparison.Ordinal) ? $"'{folder}'" : folder)}";

    /// <exception cref="UsageException">There is none of the name.</exception>
    public string Path(ParseResult parsed, string model)
    {
        var folder = System.IO.Path.Combine(Path(parsed), NameOf(model));
        return Directory.Exists(folder) ? folder
            : throw new UsageException($"There is no model {model} in {Path(parsed)}, only {string.Join(", ", Names(parsed))}.");
    }

    /// <exception cref="UsageException">It is not a name, such as a path.</exception>
    public static string NameOf(string text) => FaultOf(text) is { } fault ? throw new UsageException($"A model's name {fault}") : text;

    /// <returns>Null where it can be a model's name.</returns>
    public static string? FaultOf(string text) => FaultOfName(text) is { } fault ? $"{fault} To use another folder than models/, add --models." : null;

    /// <summary>For verbs without --models.</summary>
    public static string? FaultOfName(string text) => NamePattern().IsMatch(text) ? null
        : $"must be letters, digits, dots, dashes and underscores, without a dot at the beginning, not '{text}'.";

    public IEnumerable<string> Names(ParseResult parsed) => NamesIn(Path(parsed));

    public static IEnumerable<string> NamesIn(string folder) =>
        new DirectoryInfo(folder).EnumerateDirectories().Where(folder => File.Exists(System.IO.Path.Combine(folder.FullName, "model.json"))).Select(folder => folder.Name)
            .Where(name => NamePattern().IsMatch(name)).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\A[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}\z")]
    private static partial Regex NamePattern();
}
