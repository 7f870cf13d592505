namespace ImageClassification.Models;

/// <summary>The guesses about a model, in a file beside its manifest, until golden files prove or a person accepts them.</summary>
public static class OpenQuestions
{
    private const string FileName = "uncertain.txt";

    /// <summary>A sentence each; empty where nothing is open.</summary>
    public static IReadOnlyList<string> Read(string folder) => Path.Combine(folder, FileName) is var path && File.Exists(path) ? File.ReadAllLines(path) : [];

    /// <summary>They are right as they are.</summary>
    /// <returns>The fields that they are about.</returns>
    public static IReadOnlyList<string> Accept(string folder)
    {
        List<string> fields = [.. Read(folder).Select(doubt => doubt.Split(':')[0])];
        File.Delete(Path.Combine(folder, FileName));
        return fields;
    }

    internal static void Write(string folder, IReadOnlyList<string> doubts)
    {
        if (doubts.Count > 0)
        {
            File.WriteAllLines(Path.Combine(folder, FileName), doubts);
        }
    }
}
