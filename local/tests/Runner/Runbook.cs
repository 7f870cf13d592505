using System.Text.RegularExpressions;

namespace ImageClassification.Runner.Tests;

/// <summary>docs/operations.md, as far as tests hold it against what a log says.</summary>
internal static partial class Runbook
{
    /// <summary>What its first query looks for.</summary>
    public static Regex Query { get; } = new(Like().Match(File.ReadAllText(Path.Combine(PipelineOptions.FindRoot(), "docs", "operations.md"))).Groups[1].Value);

    [GeneratedRegex("""@message like /(.+)/""")]
    private static partial Regex Like();
}
