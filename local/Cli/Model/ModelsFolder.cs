using System.CommandLine;
using System.Text.RegularExpressions;
using ImageClassification.Runner;

namespace ImageClassification.Cli.Model;

/// <summary>The option --models: the folder that holds a folder for each model.</summary>
internal sealed partial class ModelsFolder : Option<string?>
{
    public ModelsFolder()
        : base("--models") => Description = "The folder that holds a folder for each model. The repository's models/ by default.";

    public string Path(ParseResult parsed) => parsed.GetValue(this) ?? System.IO.Path.Combine(PipelineOptions.FindRoot(), "models");

    /// <exception cref="LocalException">There is none of the name.</exception>
    public string Path(ParseResult parsed, string model)
    {
        var folder = System.IO.Path.Combine(Path(parsed), NameOf(model));
        return Directory.Exists(folder) ? folder
            : throw new LocalException($"There is no model {model} in {Path(parsed)}, only {string.Join(", ", Names(parsed))}.");
    }

    /// <exception cref="LocalException">It is no name, such as a path.</exception>
    public static string NameOf(string text) => NamePattern().IsMatch(text) ? text
        : throw new LocalException($"'{text}' is no name of a model: letters, digits, dots, dashes and underscores, and no dot at the beginning. --models says which folder it is in.");

    public IEnumerable<string> Names(ParseResult parsed) =>
        new DirectoryInfo(Path(parsed)).EnumerateDirectories().Where(folder => File.Exists(System.IO.Path.Combine(folder.FullName, "model.json"))).Select(folder => folder.Name)
            .Where(name => NamePattern().IsMatch(name)).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\A[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}\z")]
    private static partial Regex NamePattern();
}
