using ImageClassification.Inference;
using ImageClassification.Inference.Tests;

namespace ImageClassification.Models.Tests;

public sealed class FieldOptionsTests : IDisposable
{
    private readonly DirectoryInfo _models = Directory.CreateTempSubdirectory("models-");

    [Theory]
    [InlineData("--filter", "lanczos", "\"filter\": \"lanczos\"")]
    [InlineData("--size", "240", "\"size\": 240")]
    [InlineData("--rounding", "floor", "\"rounding\": \"floor\"")]
    [InlineData("--resize", "crop", "\"resize\": { \"mode\": \"crop\", \"filter\": \"bilinear\" }")]
    [InlineData("--mean", "0.5,0.5,0.5", "\"normalization\": { \"divisor\": 255, \"mean\": [0.5, 0.5, 0.5] }")]
    [InlineData("--scale", "0.5", "\"normalization\": { \"scale\": 0.5 }")]
    [InlineData("--normalization", "unit", "\"normalization\": \"unit\"")]
    [InlineData("--normalization", """[{ "divide": 255 }]""", "\"normalization\": [{ \"divide\": 255 }]")]
    [InlineData("--orientation", "exif", "\"orientation\": \"exif\"")]
    [InlineData("--channel-order", "rgb", "\"channelOrder\": \"RGB\"")]
    [InlineData("--activation", "sigmoid", "\"activation\": \"sigmoid\"")]
    [InlineData("--unknown", "0.4", "\"unknown\": 0.4")]
    [InlineData("--top-k", "2", "\"topK\": 2")]
    public void What_people_say_stands_before_what_the_files_say(string option, string value, string expected) =>
        Create("external", option, value).Json.ShouldContain(expected);

    [Theory]
    [InlineData("--filter", "cubic", "--filter cannot be 'cubic'. nearest, box")]
    [InlineData("--size", "big", "--size cannot be 'big'")]
    [InlineData("--size", "0", "--size cannot be '0'. Before the centre is cut out: the shorter side for shortest-edge, both sides otherwise. From 1 to 4096.")]
    [InlineData("--input-size", "-224", "--input-size cannot be '-224'")]
    [InlineData("--input-size", "224x224x3", "--input-size cannot be '224x224x3'")]
    [InlineData("--threshold", "7", "--threshold cannot be '7'")]
    [InlineData("--multi-label", "0", "--multi-label cannot be '0'")]
    [InlineData("--unknown", "1", "--unknown cannot be '1'")]
    [InlineData("--multi-label", "NaN", "--multi-label cannot be 'NaN'")]
    [InlineData("--top-k", "0", "--top-k cannot be '0'")]
    [InlineData("--divisor", "0", "--divisor must not be 0")]
    [InlineData("--std", "1,0,1", "--std must not be 0")]
    [InlineData("--mean", "a,b,c", "--mean must be a number, not 'a'")]
    [InlineData("--mean", "", "--mean must be a number, not ''")]
    [InlineData("--normalization", "imagenet", "--normalization cannot be 'imagenet'")]
    [InlineData("--output", "third", "has no output third with values, only 'logits' of 5 values")]
    public void A_value_that_is_not_understood_is_refused_with_what_is(string option, string value, string expected) =>
        Should.Throw<ModelException>(() => Create("external", option, value)).Message.ShouldContain(expected);

    [Theory]
    [InlineData("external", "--layout", "NHWC", "--layout says NHWC, but the graph takes (-1, 3, 224, 224), which is NCHW. Omit --layout.")]
    [InlineData("digits", "--channel-order", "BGR", "The graph takes one channel, grey, which has no order. Omit --channel-order.")]
    [InlineData("external", "--top-k", "9", "the new model.json: topK is 9, but labels.txt holds 5 labels. Lower it. Nothing was written: change the options and run this again.")]
    public void A_value_that_contradicts_the_graph_is_refused(string export, string option, string value, string expected) =>
        Should.Throw<ModelException>(() => Create(export, option, value)).Message.ShouldBe(expected);

    [Theory]
    [InlineData("external", "softmax", false)]
    [InlineData("sigmoids", "none", false)]
    [InlineData("sigmoids", "sigmoid", true)]
    public void An_activation_that_the_graph_has_already_is_uncertain(string export, string activation, bool expected) =>
        Create(export, "--activation", activation).Doubts.Any(doubt => doubt.StartsWith(
            "output.activation: the graph ends with Sigmoid, for which it is none", StringComparison.Ordinal)).ShouldBe(expected);

    [Fact]
    public void Saying_all_that_is_guessed_leaves_nothing_uncertain()
    {
        var model = ModelImport.Create(Path.Combine(_models.FullName, "birds"),
            Path.Combine(Repository.Root, "local", "tests", "Models", "producers", "small"), null, null, new Dictionary<string, string>
            {
                ["--channel-order"] = "RGB",
                ["--orientation"] = "ignore",
                ["--resize"] = "stretch",
                ["--filter"] = "bicubic",
                ["--normalization"] = "unit",
            }, TestContext.Current.CancellationToken);

        model.Doubts.ShouldBeEmpty();
    }

    public void Dispose() => _models.Delete(recursive: true);

    private ImportedModel Create(string export, string option, string value) => ModelImport.Create(
        Path.Combine(_models.FullName, "birds"), Path.Combine(Repository.Root, "local", "tests", "Models", "producers", export),
        null, "torchvision/resnet18", new Dictionary<string, string> { [option] = value }, TestContext.Current.CancellationToken);
}
