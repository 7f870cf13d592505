namespace ImageClassification.Cli;

internal static class ImageFolder
{
    /// <summary>Every file in the folder and those in it, in order, but for hidden ones and those in hidden folders.</summary>
    public static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(file => !Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar).Any(part => part.StartsWith('.')))
        .Order(StringComparer.Ordinal);
}
