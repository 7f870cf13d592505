using ImageClassification.Inference.Models;

namespace ImageClassification.Inference.Tests.Models;

public class PresetsTests
{
    public static TheoryData<string> Names => [.. Presets.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_preset_gives_all_of_the_preprocessing(string preset)
    {
        using var model = WithoutPreprocessing().With("preset", $"\"{preset}\"");

        var manifest = ModelFolder.Open(model.Folder).Manifest;

        manifest.Input.Width.ShouldBe(manifest.Input.Height);
        manifest.Resize.Filter.ShouldBe(preset.StartsWith("keras/", StringComparison.Ordinal) ? ResizeFilter.Nearest : ResizeFilter.Bilinear);
    }

    [Fact]
    public void What_the_manifest_states_stands_before_the_preset()
    {
        using var model = WithoutPreprocessing().With("preset", "\"keras/resnet50\"").With("input.height", "96")
            .With("resize", """{ "mode": "fit", "filter": "box" }""");

        var manifest = ModelFolder.Open(model.Folder).Manifest;

        (manifest.Input.Width, manifest.Input.Height, manifest.Input.ChannelOrder).ShouldBe((224, 96, ChannelOrder.Bgr));
        manifest.Resize.Mode.ShouldBe(ResizeMode.Fit);
        manifest.Normalization.ShouldBe(Normalization.Presets["caffe"]);
    }

    private static ModelCopy WithoutPreprocessing() => new ModelCopy().With("input", """{ "name": "image" }""")
        .With("orientation", null).With("resize", null).With("normalization", null);
}
