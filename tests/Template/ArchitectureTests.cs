using System.Text.RegularExpressions;

namespace ImageClassification.Template.Tests;

public sealed partial class ArchitectureTests
{
    private static string Page => File.ReadAllText(Path.Combine(Repository.Root, "docs", "architecture.md"));

    [Fact]
    public void The_ways_through_the_code_name_at_most_twelve_files_each_and_none_twice()
    {
        var ways = Page.Split("\n## ").Select(section => Step().Matches(section).Select(match => match.Groups[1].Value).ToList())
            .Where(files => files.Count > 0).ToList();

        ways.Count.ShouldBe(2);
        ways.ShouldAllBe(files => files.Count <= 12);
        ways.SelectMany(files => files).ShouldBeUnique();
        ways.SelectMany(files => files).ShouldAllBe(file => File.Exists(Path.Combine(Repository.Root, file)));
    }

    [Fact]
    public void The_table_of_projects_says_what_the_tests_allow()
    {
        var rows = Row().Matches(Page).ToDictionary(
            match => match.Groups[1].Value,
            match => match.Groups[2].Value == "nothing" ? [] : match.Groups[2].Value.Split(", "));

        rows.Keys.ShouldBe(ProjectReferenceTests.Allowed.Keys, ignoreOrder: true);
        rows.ShouldAllBe(row => row.Value.SequenceEqual(ProjectReferenceTests.Allowed[row.Key]));
    }

    [GeneratedRegex(@"^\d+\. `([^`]+)`", RegexOptions.Multiline)]
    private static partial Regex Step();

    [GeneratedRegex(@"^\| `(?:functions|shared)/(\w+)` \|[^|]*\| ([^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
