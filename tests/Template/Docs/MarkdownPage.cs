using System.Text;
using System.Text.RegularExpressions;

namespace ImageClassification.Template.Tests.Docs;

/// <summary>A Markdown file as GitHub shows it, as far as links go.</summary>
internal sealed partial class MarkdownPage
{
    private static readonly string[] NotOurs = ["bin", "obj", "node_modules", "artifacts"];

    /// <param name="text">The file's.</param>
    public MarkdownPage(string text)
    {
        var prose = Fence().Replace(text, "");
        Commands = [.. Fence().Matches(text).Where(fence => fence.Groups["language"].Value == "sh")
            .SelectMany(fence => fence.Groups["code"].Value.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
        Links = [.. Link().Matches(InlineCode().Replace(prose, "")).Select(link => link.Groups["target"].Value)];
        var seen = new Dictionary<string, int>();
        Anchors = [.. Heading().Matches(prose).Select(heading => AnchorOf(heading.Groups[1].Value)).Select(Numbered),
            .. Id().Matches(prose).Select(id => id.Groups[1].Value)];

        string Numbered(string anchor)
        {
            var count = seen[anchor] = seen.GetValueOrDefault(anchor, -1) + 1;
            return count == 0 ? anchor : $"{anchor}-{count}";
        }
    }

    /// <summary>Every page of the repository, relative to its root.</summary>
    public static IEnumerable<string> Paths => Directory.EnumerateFiles(Repository.Root, "*.md", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
        .Where(path => !path.Split('/').Any(folder => NotOurs.Contains(folder)))
        .Order(StringComparer.Ordinal);

    /// <summary>Lines of the blocks that are marked as sh.</summary>
    public IReadOnlyList<string> Commands { get; }

    /// <summary>Targets of links and images.</summary>
    public IReadOnlyList<string> Links { get; }

    /// <summary>What can follow # in a link to the page.</summary>
    public IReadOnlyList<string> Anchors { get; }

    public static MarkdownPage Read(string path) => new(File.ReadAllText(Path.Combine(Repository.Root, path)));

    /// <summary>Letters, digits, hyphens and underscores stay, spaces become hyphens.</summary>
    private static string AnchorOf(string heading)
    {
        var anchor = new StringBuilder();
        foreach (var letter in LinkText().Replace(heading.Trim(), "$1").ToLowerInvariant().Where(
            letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '_'))
        {
            anchor.Append(letter == ' ' ? '-' : letter);
        }

        return anchor.ToString();
    }

    [GeneratedRegex(@"^ *(?<fence>`{3,}|~{3,})(?<language>\w*)[^\n]*\n(?<code>[\s\S]*?)^ *\k<fence> *$", RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex("`[^`\n]*`")]
    private static partial Regex InlineCode();

    [GeneratedRegex("""\]\((?<target>[^)\s]+)(?:\s+"[^"]*")?\)|^\[[^\]]+\]:\s*(?<target>\S+)|(?:src|href)="(?<target>[^"]+)["]""", RegexOptions.Multiline)]
    private static partial Regex Link();

    [GeneratedRegex("^#{1,6} +(.+?)#*$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("""(?:id|name)="([^"]+)["]""")]
    private static partial Regex Id();

    [GeneratedRegex(@"!?\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex LinkText();
}
