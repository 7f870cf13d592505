using ImageClassification.Quality.Training;

namespace ImageClassification.Quality.Tests.Training;

public sealed class SplitTests
{
    private static readonly string[] Keys = [.. Enumerable.Range(0, 10_000).Select(number => $"uploads/trip/{number}.jpg")];

    /// <summary>By Python 3.11: int.from_bytes(sha256(key.encode()).digest()[:8], "big") % 100 is 79, 84 and 90.</summary>
    [Theory]
    [InlineData("uploads/trip/6.jpg", Parts.Train)]
    [InlineData("uploads/trip/größe 2.jpg", Parts.Validation)]
    [InlineData("uploads/trip/40.jpg", Parts.Test)]
    public void A_key_is_always_in_the_same_part(string key, Parts part) => Split.Default.PartOf(key).ShouldBe(part);

    [Theory]
    [InlineData("80,10,10")]
    [InlineData("50,0,50")]
    [InlineData("0,0,100")]
    public void Parts_have_their_shares(string text)
    {
        var split = Split.From(text)!.Value;

        var shares = new[] { Parts.Train, Parts.Validation, Parts.Test }.Select(part => Keys.Count(key => split.PartOf(key) == part) / (Keys.Length / 100.0));

        shares.Zip(text.Split(',').Select(double.Parse)).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < 1.5);
    }

    [Fact]
    public void Only_what_the_shares_move_moves()
    {
        var (before, after) = (Split.From("70,15,15")!.Value, Split.From("80,10,10")!.Value);

        Keys.Where(key => before.PartOf(key) == Parts.Train).ShouldAllBe(key => after.PartOf(key) == Parts.Train);
        Keys.Where(key => after.PartOf(key) == Parts.Test).ShouldAllBe(key => before.PartOf(key) == Parts.Test);
    }

    [Theory]
    [InlineData("")]
    [InlineData("80")]
    [InlineData("80,10")]
    [InlineData("80,10,11")]
    [InlineData("80,10,5,5")]
    [InlineData("110,-5,-5")]
    [InlineData("0.8,0.1,0.1")]
    [InlineData("99999999999,0,0")]
    public void Other_shares_are_none(string text) => Split.From(text).ShouldBeNull();
}
