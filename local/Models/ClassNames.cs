namespace ImageClassification.Models;

/// <summary>The classes' names as labels of their own.</summary>
internal static class ClassNames
{
    private static readonly string[] Backgrounds = ["background", "__background__", "dummy", "???"];

    public static bool HasBackground(IReadOnlyList<string> names) => names.Count > 0 && Backgrounds.Contains(names[0].ToLowerInvariant());

    /// <returns>The names; repeated ones get a number: "crane", "crane (2)".</returns>
    public static (IReadOnlyList<string> Labels, IReadOnlyList<string> Notes) ToldApart(IReadOnlyList<string> names)
    {
        var (labels, notes, taken) = (new List<string>(), new List<string>(), new HashSet<string>(names));
        var seen = new HashSet<string>();
        foreach (var name in names)
        {
            var label = name;
            if (!seen.Add(label))
            {
                label = Enumerable.Range(2, names.Count).Select(number => $"{name} ({number})").First(taken.Add);
                seen.Add(label);
                notes.Add($"'{name}' is the name of several classes: the one of output {labels.Count} is called '{label}'.");
            }

            labels.Add(label);
        }

        return (labels, notes);
    }
}
