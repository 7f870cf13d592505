namespace ImageClassification.Template.Tests.Docs;

public sealed class CommandTests
{
    public static TheoryData<string> Pages => [.. MarkdownPage.Paths];

    /// <summary>The shell of macOS, zsh, passes a comment that is typed or pasted to the command.</summary>
    [Theory]
    [MemberData(nameof(Pages))]
    public void Commands_can_be_pasted_into_zsh_because_they_have_no_comments(string page) =>
        MarkdownPage.Read(page).Commands.Where(IsCommented).ShouldBeEmpty();

    [Theory]
    [InlineData("```sh\n./dev up   # keep it running\n```", true)]
    [InlineData("   ```sh run\n   # keep it running\n   ./dev up\n   ```", true)]
    [InlineData("```sh\n./dev up --name a#1\n```", false)]
    [InlineData("```python\nmodel.eval()  # first\n```", false)]
    public void A_comment_is_found(string text, bool expected) => new MarkdownPage(text).Commands.Any(IsCommented).ShouldBe(expected);

    private static bool IsCommented(string line) => line.StartsWith('#') || line.Contains(" #", StringComparison.Ordinal);
}
