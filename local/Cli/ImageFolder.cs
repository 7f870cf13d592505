using ImageClassification.Runner;

namespace ImageClassification.Cli;

internal static class ImageFolder
{
    /// <summary>Every file in the folder and those in it, in order, but for hidden ones and those in hidden folders.</summary>
    /// <exception cref="LocalException">A name is not UTF-8, as in an old zip of Windows: .NET cannot open the file.</exception>
    public static IEnumerable<string> Files(string folder)
    {
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar).Any(part => part.StartsWith('.')))
            .Order(StringComparer.Ordinal).ToList();
        return files.Find(file => file.Contains('\uFFFD') && !File.Exists(file)) is { } unreadable
            ? throw new LocalException($"The name of {unreadable} is not UTF-8. Rename it; convmv renames whole folders.")
            : files;
    }

    /// <returns>Why the file cannot be opened, such as a link to nothing; null where it can be.</returns>
    public static string? FaultOf(string file)
    {
        try
        {
            using var opened = File.OpenRead(file);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception.Message;
        }
    }
}
