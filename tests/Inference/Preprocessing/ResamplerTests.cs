using ImageClassification.Inference.Models;
using ImageClassification.Inference.Preprocessing;

namespace ImageClassification.Inference.Tests.Preprocessing;

public class ResamplerTests
{
    public static TheoryData<int, int, int, int, string, string> Resized =>
        [.. GoldenCases.Of("resize").Select(golden => new TheoryDataRow<int, int, int, int, string, string>(
            golden.Number("width"), golden.Number("height"), golden.Number("toWidth"),
            golden.Number("toHeight"), golden.Text("filter"), golden.Text("sha256")))];

    [Theory]
    [MemberData(nameof(Resized))]
    public void A_resized_picture_equals_Pillows(int width, int height, int toWidth, int toHeight, string filter, string sha256)
    {
        using var source = Picture.Draw(width, height);

        using var resized = Resampler.Resize(
            source, new Axis(width, toWidth, 0, toWidth), new Axis(height, toHeight, 0, toHeight), Enum.Parse<ResizeFilter>(filter, ignoreCase: true));

        GoldenCases.Sha256(resized.Pixels).ShouldBe(sha256);
    }

    [Theory]
    [InlineData("Nearest")]
    [InlineData("Box")]
    [InlineData("Bilinear")]
    [InlineData("Hamming")]
    [InlineData("Bicubic")]
    [InlineData("Lanczos")]
    public void Any_part_of_any_size_equals_the_naive_computation(string name)
    {
        var filter = Enum.Parse<ResizeFilter>(name);
        var random = new Random(20240607);
        for (var repetition = 0; repetition < 60; repetition++)
        {
            var (horizontal, vertical) = (RandomAxis(random), RandomAxis(random));
            using var source = Picture.Draw(horizontal.Input, vertical.Input);

            using var resized = Resampler.Resize(source, horizontal, vertical, filter);

            resized.Pixels.SequenceEqual(NaiveResampler.Resize(source, horizontal, vertical, filter)).ShouldBeTrue($"{horizontal} {vertical}");
        }
    }

    [Fact]
    public void A_picture_of_the_wanted_size_is_copied()
    {
        using var source = Picture.Draw(9, 7);

        using var resized = Resampler.Resize(source, new Axis(9, 9, 0, 9), new Axis(7, 7, 0, 7), ResizeFilter.Lanczos);

        resized.Pixels.SequenceEqual(source.Pixels).ShouldBeTrue();
    }

    private static Axis RandomAxis(Random random)
    {
        var (input, output) = (random.Next(1, 60), random.Next(1, 60));
        switch (random.Next(5))
        {
            case 0:
                output = input;
                break;
            case 1: // weights so small that they fit 16 bits
                (input, output) = (random.Next(100, 1000), random.Next(1, 6));
                break;
        }

        var first = random.Next(output);
        return new Axis(input, output, first, random.Next(1, output - first + 1));
    }
}
