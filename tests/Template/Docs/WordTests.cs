using System.Text.RegularExpressions;

namespace ImageClassification.Template.Tests.Docs;

/// <summary>Plain English in messages, help texts and comments: words of the list have a usual one.</summary>
public sealed class WordTests
{
    /// <summary>Patterns, each with what to write instead.</summary>
    private static readonly Dictionary<string, string> Stilted = new()
    {
        [@"\bmend(s|ed|ing)?\b"] = "fix",
        [@"tried again\b"] = "retried",
        [@"\bleft out\b"] = "omitted, skipped",
        [@"\banew\b"] = "again, from the start",
        [@"\bwhatever\b"] = "regardless of, anything that",
        [@"\bwhoever\b"] = "anyone who, callers",
        ["(broken|breaks|broke) off"] = "interrupted, aborted",
        ["than are fetched"] = "exceeds the limit",
        ["comes no further"] = "makes no progress",
        ["has it from"] = "its source",
        ["passing fault"] = "transient error",
    };

    private static readonly string[] Endings = [".cs", ".md", ".js", ".css", ".html", ".json", ".yaml",
        ".yml", ".props", ".targets", ".csproj", ".py", ".toml", "dev", "dev.cmd", ".ci/run", "Dockerfile"];

    private static readonly string[] NotOurs = ["bin", "obj", "node_modules", "artifacts", ".git", "golden", "events", "training"];

    public static TheoryData<string, string> Words => [.. Stilted.Select(word => (word.Key, word.Value))];

    [Theory]
    [MemberData(nameof(Words))]
    public void A_stilted_word_is_written_nowhere(string pattern, string instead)
    {
        var word = new Regex(pattern, RegexOptions.IgnoreCase);
        var found = from file in Directory.EnumerateFiles(Repository.Root, "*", SearchOption.AllDirectories)
                    let path = Path.GetRelativePath(Repository.Root, file)
                    where !path.Split(Path.DirectorySeparatorChar).Any(folder => NotOurs.Contains(folder))
                        && Endings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal)) && Path.GetFileName(path) != $"{nameof(WordTests)}.cs"
                    from line in File.ReadLines(file).Index()
                    where word.IsMatch(line.Item)
                    select $"{path}:{line.Index + 1}: {line.Item.Trim()}";

        found.ShouldBeEmpty($"Write instead: {instead}");
    }
}
