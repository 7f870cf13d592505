namespace ImageClassification.Cli.Model;

/// <summary>Files in folders that are named like no label of the model.</summary>
/// <param name="Folders">How many each folder has.</param>
/// <param name="Labels">The model's.</param>
internal sealed record NotEvaluated(IReadOnlyDictionary<string, int> Folders, IReadOnlyList<string> Labels)
{
    /// <summary>For people.</summary>
    public string Describe(string model)
    {
        var folders = Folders.OrderBy(folder => folder.Key, StringComparer.Ordinal).Select(folder => $"{Screen.Count(folder.Value, "file")} in {folder.Key}/");
        return $"Not evaluated: {string.Join(", ", folders)}, {(Folders.Count == 1 ? "which is not a label" : "which are not labels")} of {model}. Labels: {Screen.FirstOf(Labels)}";
    }
}
