using ImageClassification.Contracts;
using ImageClassification.Quality.Files;
using ImageClassification.Runner;

namespace ImageClassification.Cli.Model;

/// <summary>Images whose labels are known.</summary>
/// <param name="Images">Their paths and labels.</param>
/// <param name="Skipped">How many files each folder has that is named like no label; paths with slashes, "." for the source itself.</param>
internal sealed record LabelledImages(IReadOnlyList<(string File, IReadOnlyList<string> Labels)> Images, IReadOnlyDictionary<string, int> Skipped)
{
    /// <param name="source">A folder or a file.</param>
    /// <param name="labels">The model's.</param>
    /// <exception cref="UsageException">There are no such images, or the file is none that is known.</exception>
    /// <exception cref="LocalException">A row cannot be read, or names no file.</exception>
    public static LabelledImages Read(string source, IReadOnlyList<string> labels)
    {
        var read = Directory.Exists(source) ? InFolders(source, labels) : new(InFile(source), new Dictionary<string, int>());
        return read.Images.Count > 0 ? read
            : throw new UsageException($"source must have images with a label: there are none in {source}. " + (Directory.Exists(source)
                ? $"Put images into a folder for each label: {Path.Combine(source, labels[0], "1.jpg")}. Labels: {Screen.FirstOf(labels)}"
                : "Each row needs the key and the label of an image."));
    }

    /// <summary>Each image's label is its folder.</summary>
    private static LabelledImages InFolders(string folder, IReadOnlyList<string> labels)
    {
        var known = labels.ToHashSet();
        var files = ImageFolder.Files(folder)
            .Select(file => (Path: file, Folders: Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar)[..^1]))
            .ToLookup(file => known.Contains(file.Folders.LastOrDefault(".")));
        return new(
            [.. files[true].Select(file => (file.Path, (IReadOnlyList<string>)[file.Folders[^1]]))],
            files[false].CountBy(file => string.Join('/', file.Folders.DefaultIfEmpty("."))).ToDictionary());
    }

    /// <summary>Paths are relative to the file.</summary>
    private static List<(string File, IReadOnlyList<string> Labels)> InFile(string path)
    {
        try
        {
            var (folder, found) = (Path.GetDirectoryName(Path.GetFullPath(path))!, new List<(string, IReadOnlyList<string>)>());
            foreach (var row in StatedTruth.ReadAll(File.ReadAllText(path)).Where(row => row.Fault is not null || row.Labels is not null))
            {
                var image = Path.Combine(folder, row.Name ?? "");
                found.Add(row.Fault is { } fault ? throw new LocalException($"{path}, line {row.Line}: {fault}.")
                    : File.Exists(image) ? (image, row.Labels!.Count > 0 ? row.Labels : [ScoredLabel.Unknown])
                    : throw new LocalException($"{path}, line {row.Line}: there is no file {image}. The images must be where the file names them, relative to its folder."));
            }

            return found;
        }
        catch (InvalidDataException exception)
        {
            throw new UsageException($"source cannot be read. {path}: {exception.Message}");
        }
    }
}
