using ImageClassification.Inference.Models;
using ImageClassification.Inference.Preprocessing;

namespace ImageClassification.Inference.Tests.Preprocessing;

public class PaddingTests
{
    public static TheoryData<int, int, int, int, string, int[], string> Padded =>
        [.. GoldenCases.Of("pad").Select(golden => new TheoryDataRow<int, int, int, int, string, int[], string>(
            golden.Number("width"), golden.Number("height"), golden.Number("toWidth"), golden.Number("toHeight"), golden.Text("filter"),
            [.. golden.GetProperty("colour").EnumerateArray().Select(value => value.GetInt32())], golden.Text("sha256")))];

    [Theory]
    [MemberData(nameof(Padded))]
    public void A_picture_that_is_fitted_and_padded_equals_Pillows(int width, int height, int toWidth, int toHeight, string filter, int[] colour, string sha256)
    {
        using var source = Picture.Draw(width, height);
        var input = new ModelInput { Name = "image", Layout = TensorLayout.Nchw, ChannelOrder = ChannelOrder.Rgb, Width = toWidth, Height = toHeight };
        var resize = new ModelResize { Mode = ResizeMode.Fit, Filter = Enum.Parse<ResizeFilter>(filter, ignoreCase: true), PadColour = colour };

        using var resized = Resampler.Resize(source, ResizeGeometry.Of(width, height, input, resize), resize.Filter);
        using var padded = Padding.Around(resized, toWidth, toHeight, resize);

        GoldenCases.Sha256(padded.Pixels).ShouldBe(sha256);
    }

    [Fact]
    public void A_line_that_would_vanish_keeps_one_pixel()
    {
        var input = new ModelInput { Name = "image", Layout = TensorLayout.Nchw, ChannelOrder = ChannelOrder.Rgb, Width = 40, Height = 40 };

        var (horizontal, vertical, _) = ResizeGeometry.Of(5, 1000, input, new ModelResize { Mode = ResizeMode.Fit, Filter = ResizeFilter.Box });

        (horizontal.Output, vertical.Output).ShouldBe((1, 40));
    }
}
