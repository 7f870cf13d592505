using System.Text.RegularExpressions;

namespace ImageClassification.Template.Tests.Images;

/// <summary>functions/Dockerfile, as stages with their steps.</summary>
internal sealed partial class Dockerfile
{
    private readonly List<Stage> _stages = [];

    private Dockerfile(string text)
    {
        foreach (Match line in Steps().Matches(Continuations().Replace(Comments().Replace(text, ""), " ")))
        {
            var (keyword, arguments) = (line.Groups[1].Value, line.Groups[2].Value.Trim());
            if (keyword == "FROM")
            {
                var words = arguments.Split(' ');
                _stages.Add(new(words[2], words[0], []));
            }
            else if (_stages is [.., var last])
            {
                last.Steps.Add(new(keyword, arguments));
            }
        }
    }

    public static Dockerfile Load() => new(File.ReadAllText(Path.Combine(Repository.Root, "functions", "Dockerfile")));

    public IEnumerable<string> Names => _stages.Select(stage => stage.Name);

    /// <summary>The stages that one is made on, from the first, and itself.</summary>
    public IReadOnlyList<Stage> Upto(string name)
    {
        var stage = _stages.Single(candidate => candidate.Name == name);
        return Names.Contains(stage.Base) ? [.. Upto(stage.Base), stage] : [stage];
    }

    /// <summary>The packages that a stage and those below it install.</summary>
    public IReadOnlyList<string> PackagesOf(string name) =>
        [.. from stage in Upto(name)
            from run in stage.Of("RUN")
            from Match install in Installs().Matches(run)
            from package in install.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            select package];

    [GeneratedRegex("^ *#.*\n", RegexOptions.Multiline)]
    private static partial Regex Comments();

    [GeneratedRegex(@"\\\n\s*")]
    private static partial Regex Continuations();

    [GeneratedRegex("^([A-Z]+) (.+)$", RegexOptions.Multiline)]
    private static partial Regex Steps();

    [GeneratedRegex("apt-get install -y --no-install-recommends ([a-z0-9+ .-]+)")]
    private static partial Regex Installs();

    /// <summary>Made on another stage, by its name, or on an image.</summary>
    internal sealed record Stage(string Name, string Base, List<Step> Steps)
    {
        /// <summary>The arguments of its steps with a keyword.</summary>
        public IEnumerable<string> Of(string keyword) => Steps.Where(step => step.Keyword == keyword).Select(step => step.Arguments);
    }

    internal sealed record Step(string Keyword, string Arguments);
}
