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
    [InlineData("--filter", "cubic", "--filter cubic is not understood. nearest, box")]
    [InlineData("--size", "big", "--size big is not understood")]
    [InlineData("--mean", "a,b,c", "--mean a is no number")]
    [InlineData("--normalization", "imagenet", "--normalization imagenet is not understood")]
    [InlineData("--output", "third", "has no output third with values, only 'logits' of 5 values")]
    public void A_value_that_is_not_understood_is_refused_with_what_is(string option, string value, string expected) =>
        Should.Throw<ModelException>(() => Create("external", option, value)).Message.ShouldContain(expected);

    [Fact]
    public void Saying_all_that_is_guessed_leaves_nothing_uncertain()
    {
        var model = ModelImport.Create(Path.Combine(_models.FullName, "birds"), Path.Combine(Repository.Root, "local", "tests", "Models", "producers", "small"), null, null, new Dictionary<string, string>
        {
            ["--channel-order"] = "RGB",
            ["--orientation"] = "ignore",
            ["--resize"] = "stretch",
            ["--filter"] = "bicubic",
            ["--normalization"] = "unit",
        });

        model.Doubts.ShouldBeEmpty();
    }

    public void Dispose() => _models.Delete(recursive: true);

    private ImportedModel Create(string export, string option, string value) => ModelImport.Create(
        Path.Combine(_models.FullName, "birds"), Path.Combine(Repository.Root, "local", "tests", "Models", "producers", export), null, "torchvision/resnet18", new Dictionary<string, string> { [option] = value });
}
