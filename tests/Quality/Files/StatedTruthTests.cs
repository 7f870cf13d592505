using ImageClassification.Quality.Files;

namespace ImageClassification.Quality.Tests.Files;

public sealed class StatedTruthTests
{
    [Theory]
    [InlineData("key,label\na,x\nb,y\n", "2 3")]
    [InlineData("key,label\r\na,x\r\nb,y", "2 3")]
    [InlineData("\uFEFFkey,label\na,x\n\n\nb,y", "2 5")]
    [InlineData("\n\nkey,label\na,\"x\n|y\"\n\"b\",y\n", "4 6")]
    [InlineData("key,label\na\nb,y\n", "2 3")]
    [InlineData("{\"key\":\"a\",\"label\":\"x\"}\n \r\nbroken\n", "1 3")]
    public void A_row_knows_the_line_that_it_begins_on(string text, string lines) =>
        string.Join(' ', StatedTruth.ReadAll(text).Select(row => row.Line)).ShouldBe(lines);
}
