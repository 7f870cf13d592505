using ImageClassification.Inference.Models;
using ImageClassification.Inference.Preprocessing;
using ImageClassification.Inference.Tests.Models;

namespace ImageClassification.Inference.Tests.Preprocessing;

public class ResizeGeometryTests
{
    public static TheoryData<int, int, int, int, int, string> Cropped =>
        [.. GoldenCases.Of("crop").Select(golden => new TheoryDataRow<int, int, int, int, int, string>(
            golden.Number("width"), golden.Number("height"), golden.Number("size"),
            golden.Number("cropWidth"), golden.Number("cropHeight"), golden.Text("sha256")))];

    [Theory]
    [MemberData(nameof(Cropped))]
    public void The_shorter_edge_and_the_centre_are_torchvisions(int width, int height, int size, int cropWidth, int cropHeight, string sha256)
    {
        using var source = Picture.Draw(width, height);
        var resize = new ModelResize { Mode = ResizeMode.ShortestEdge, Size = size, Filter = ResizeFilter.Bicubic };

        using var cropped = Resampler.Resize(source, ResizeGeometry.Of(width, height, Input(cropWidth, cropHeight), resize), resize.Filter);

        GoldenCases.Sha256(cropped.Pixels).ShouldBe(sha256);
    }

    public static TheoryData<string, int, int, int, int, string> Recipes =>
        [.. GoldenCases.Of("geometry").Select(golden => new TheoryDataRow<string, int, int, int, int, string>(
            golden.GetProperty("resize").GetRawText(), golden.Number("width"), golden.Number("height"),
            golden.Number("toWidth"), golden.Number("toHeight"), golden.Text("sha256")))];

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Every_librarys_recipe_gives_its_own_pixels(string resize, int width, int height, int toWidth, int toHeight, string sha256)
    {
        using var model = new ModelCopy().With("resize", resize).With("input.width", $"{toWidth}").With("input.height", $"{toHeight}");
        var manifest = ModelFolder.Open(model.Folder).Manifest;
        using var source = Picture.Draw(width, height);

        using var resized = Resampler.Resize(source, ResizeGeometry.Of(width, height, manifest.Input, manifest.Resize), manifest.Resize.Filter);
        using var padded = Padding.Around(resized, toWidth, toHeight, manifest.Resize);

        GoldenCases.Sha256(padded.Pixels).ShouldBe(sha256);
    }

    [Fact]
    public void Stretching_takes_all_of_the_image()
    {
        var resize = new ModelResize { Mode = ResizeMode.Stretch, Filter = ResizeFilter.Bilinear };

        var (horizontal, vertical, _) = ResizeGeometry.Of(400, 533, Input(112, 96), resize);

        horizontal.ShouldBe(new Axis(400, 112, 0, 112));
        vertical.ShouldBe(new Axis(533, 96, 0, 96));
    }

    private static ModelInput Input(int width, int height) =>
        new() { Name = "image", Layout = TensorLayout.Nchw, ChannelOrder = ChannelOrder.Rgb, Width = width, Height = height };
}
