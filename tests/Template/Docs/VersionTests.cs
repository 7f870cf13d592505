using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ImageClassification.Template.Tests.Docs;

public sealed partial class VersionTests
{
    [Fact]
    public void The_changelog_begins_with_the_version_that_is_built()
    {
        var changelog = Path.Combine(Repository.Root, "CHANGELOG.md");
        var version = XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props")).Descendants("Version").Single().Value;

        var latest = Heading().Match(File.ReadAllText(changelog)).Groups[1].Value;

        latest.ShouldBe(version);
    }

    [GeneratedRegex(@"^## \[?(\d+\.\d+\.\d+)", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
