namespace ImageClassification.Models;

/// <summary>The guesses about a model, in a file beside its manifest, until golden files prove or a person accepts them.</summary>
public static class OpenQuestions
{
    private const string FileName = "uncertain.txt";

    /// <summary>What the golden tensor cannot be right without. The orientation is not among them: few photographs depend on it.</summary>
    private static readonly string[] OfTensor = ["input.", "resize", "normalization"];

    /// <summary>A sentence each; empty where nothing is open.</summary>
    public static IReadOnlyList<string> Read(string folder) => Path.Combine(folder, FileName) is var path && File.Exists(path) ? File.ReadAllLines(path) : [];

    /// <summary>Whether one is about any of the fields.</summary>
    internal static bool AreAbout(IEnumerable<string> questions, params string[] fields) =>
        questions.Any(question => Array.Exists(fields, field => question.StartsWith(field, StringComparison.Ordinal)));

    /// <summary>Golden files have proven those about the tensor.</summary>
    public static void Prove(string folder)
    {
        var open = Read(folder).Where(question => !AreAbout([question], OfTensor)).ToList();
        Accept(folder);
        Write(folder, open);
    }

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
