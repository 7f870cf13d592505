using System.Text.RegularExpressions;
using static ImageClassification.Template.Tests.SamTemplate;

namespace ImageClassification.Template.Tests;

/// <summary>docs/kms.md against the roles.</summary>
public sealed partial class KeyTests
{
    [Fact]
    public void The_page_on_the_key_says_what_each_role_may()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "kms.md"));

        var roles =
            from rule in Load().Allowed()
            where Texts(rule.Statement["Resource"]).SequenceEqual(["KmsKeyArn"])
            select (rule.Role, string.Join(", ", Texts(rule.Statement["Action"])));

        Row().Matches(page).Select(row => (row.Groups[1].Value, row.Groups[2].Value)).ShouldBe(roles, ignoreOrder: true);
    }

    [GeneratedRegex(@"^\| (\w+Role) \| ([^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
