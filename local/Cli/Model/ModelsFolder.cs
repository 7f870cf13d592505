using System.CommandLine;
using ImageClassification.Runner;

namespace ImageClassification.Cli.Model;

/// <summary>The option --models: the folder that holds a folder for each model.</summary>
internal sealed class ModelsFolder : Option<string?>
{
    public ModelsFolder()
        : base("--models") => Description = "The folder that holds a folder for each model. The repository's models/ by default.";

    public string Path(ParseResult parsed) => parsed.GetValue(this) ?? System.IO.Path.Combine(PipelineOptions.FindRoot(), "models");

    /// <exception cref="LocalException">There is none of the name.</exception>
    public string Path(ParseResult parsed, string model)
    {
        var folder = System.IO.Path.Combine(Path(parsed), model);
        return Directory.Exists(folder) ? folder
            : throw new LocalException($"There is no model {model} in {Path(parsed)}, only {string.Join(", ", Names(parsed))}.");
    }

    public IEnumerable<string> Names(ParseResult parsed) =>
        new DirectoryInfo(Path(parsed)).EnumerateDirectories().Where(folder => File.Exists(System.IO.Path.Combine(folder.FullName, "model.json"))).Select(folder => folder.Name).Order(StringComparer.Ordinal);
}
