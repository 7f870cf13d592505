namespace ImageClassification.Template.Tests.Docs;

public sealed class LinkTests
{
    public static TheoryData<string> Pages => [.. MarkdownPage.Paths];

    [Theory]
    [MemberData(nameof(Pages))]
    public void No_relative_link_of_a_page_is_broken(string page)
    {
        var broken = MarkdownPage.Read(page).Links.Where(link => IsBroken(page, link));

        broken.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("[a](docs/nowhere.md)")]
    [InlineData("[a](docs/console.md#nowhere)")]
    [InlineData("[a](#nowhere)")]
    [InlineData("![a](docs/nowhere.png \"A title\")")]
    [InlineData("<img src=\"docs/nowhere.png\">")]
    [InlineData("[a]\n\n[a]: docs/nowhere.md")]
    [InlineData("[a](docs/Console.md)")]
    public void A_broken_link_is_found(string text) => IsBroken("README.md", new MarkdownPage(text).Links.Single()).ShouldBeTrue();

    [Theory]
    [InlineData("# The `first`, and [last](x) one\n[a](#the-first-and-last-one)")]
    [InlineData("# Same\n# Same\n[a](#same-1)")]
    [InlineData("`[a](nowhere)`\n```\n[b](nowhere)\n```\n<a id=\"here\"></a>[a](#here)")]
    public void Links_inside_a_page_go_by_its_headings(string text)
    {
        var page = new MarkdownPage(text);

        page.Links.Where(link => link.StartsWith('#')).ShouldHaveSingleItem().ShouldBe($"#{page.Anchors[^1]}");
    }

    private static bool IsBroken(string page, string link)
    {
        if (Uri.TryCreate(link, UriKind.Absolute, out var address) && !address.IsFile)
        {
            return false;
        }

        var (path, anchor) = link.Split('#', 2) is [var before, var after] ? (before, after) : (link, null);
        var target = path.Length == 0 ? page
            : Path.GetRelativePath(Repository.Root, Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, Uri.UnescapeDataString(path)));
        return !Path.Exists(Path.Combine(Repository.Root, target))
            || (anchor is not null && target.EndsWith(".md", StringComparison.Ordinal) && !MarkdownPage.Read(target).Anchors.Contains(anchor));
    }
}
