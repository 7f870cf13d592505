using ImageClassification.Contracts;
using ImageClassification.Inference.Models;

namespace ImageClassification.Inference.Tests.Models;

public class ModelFolderTests
{
    [Fact]
    public void A_models_identity_is_its_folder_its_version_and_its_manifests_hash()
    {
        using var model = new ModelCopy();

        var identity = ModelFolder.Open(model.Folder + Path.DirectorySeparatorChar).Identity;

        var hash = GoldenCases.Sha256(File.ReadAllBytes(model.PathOf("model.json")));
        identity.ShouldBe(new ModelIdentity(ModelName.Parse("tiny"), "7", hash[..16]));
    }

    [Fact]
    public void A_manifest_may_begin_with_a_byte_order_mark()
    {
        using var model = new ModelCopy();
        model.Write("model.json", "\uFEFF" + File.ReadAllText(model.PathOf("model.json")));

        ModelFolder.Open(model.Folder).Manifest.Version.ShouldBe("7");
    }

    [Theory]
    [InlineData("input.wdith", "4", "input.wdith is not a field. Known here: name, type, layout, width")]
    [InlineData("comment", "\"mine\"", "comment is not a field")]
    [InlineData("normalization", """{ "means": [1, 2, 3] }""", "normalization.means is not a field. Known here: scale, divisor, mean, std")]
    [InlineData("normalization", """{ "order": "RGB" }""", "normalization.order is not a field")]
    [InlineData("version", null, "version is missing")]
    [InlineData("input.layout", null, "input.layout is missing")]
    [InlineData("version", "\" \"", "version must have")]
    [InlineData("version", "\"1\\n\"", "version must have")]
    [InlineData("version", "null", "version is null")]
    [InlineData("version", "1", "version has a value of the wrong type")]
    [InlineData("file", "\"../model.onnx\"", "file must be the name of a file beside the manifest")]
    [InlineData("sha256", "\"abc\"", "sha256 must be 64 hexadecimal digits")]
    [InlineData("labels", "\"\"", "labels must be the name of a file")]
    [InlineData("input", "[]", "input has a value of the wrong type")]
    [InlineData("input.name", "\"\"", "input.name is empty")]
    [InlineData("input.layout", "\"NHCW\"", "input.layout \"NHCW\" is not supported. Use one of: NCHW, NHWC")]
    [InlineData("input.layout", "1", "input.layout 1 is not supported")]
    [InlineData("input.channelOrder", "\"rgb\"", "Use one of: RGB, BGR")]
    [InlineData("input.width", "0", "input.width must be from 1 to 4096")]
    [InlineData("input.width", "\"4\"", "input.width has a value of the wrong type")]
    [InlineData("input.height", "5000", "input.height must be from 1 to 4096")]
    [InlineData("input.type", "\"uint16\"", "input.type \"uint16\" is not supported. Use one of: float32, float16, float64, uint8")]
    [InlineData("decode", """{ "scale": 2 }""", "decode.scale is not a field. Known here: draft")]
    [InlineData("decode", """{ "draft": 224 }""", "decode.draft has a value of the wrong type")]
    [InlineData("decode", """{ "draft": [224] }""", "decode.draft must have width and height from 2 to 4096")]
    [InlineData("decode", """{ "draft": [224, 1] }""", "decode.draft must have width and height from 2 to 4096")]
    [InlineData("orientation", "\"up\"", "orientation \"up\" is not supported. Use one of: ignore, exif")]
    [InlineData("preset", "\"keras/alexnet\"", "preset 'keras/alexnet' is not known. Use one of keras/xception")]
    [InlineData("preset", "1", "preset has a value of the wrong type")]
    [InlineData("externalData", """{ "../weights": "abc" }""", "externalData must map the name of each file beside the manifest to its SHA-256")]
    [InlineData("resize.mode", "\"cover\"", "resize.mode \"cover\" is not supported. Use one of: stretch, shortest-edge, fit, crop")]
    [InlineData("resize.padColour", "[0, 0, 0]", "resize.padColour belongs to the mode fit")]
    [InlineData("resize", """{ "mode": "fit", "filter": "box", "padColour": [0, 0, 256] }""", "resize.padColour must have red, green and blue from 0 to 255")]
    [InlineData("threshold", "1.5", "threshold must be between 0 and 1")]
    [InlineData("resize.mode", "\"shortest-edge\"", "resize.size is missing")]
    [InlineData("resize", """{ "mode": "fit", "size": 8, "filter": "box" }""", "resize.size belongs to the modes shortest-edge, stretch and crop")]
    [InlineData("resize", """{ "mode": "shortest-edge", "size": 3, "filter": "box" }""", "resize.size must be from the input's longer side, 4")]
    [InlineData("resize.filter", "\"cubic\"", "Use one of: nearest, box, bilinear, hamming, bicubic, lanczos")]
    [InlineData("normalization", "\"imagenet\"", "normalization is not known. Use one of tf, torch, caffe, unit, none")]
    [InlineData("normalization", "\"caffe\"", "normalization is a preset for the channel order BGR")]
    [InlineData("normalization", "3", "normalization is not known")]
    [InlineData("normalization", """{ "mean": [1] }""", "normalization.mean must have 3 numbers")]
    [InlineData("normalization", """{ "mean": 1 }""", "normalization.mean has a value of the wrong type: 1")]
    [InlineData("normalization", """{ "std": [1, 0, 1] }""", "normalization.std must not contain 0")]
    [InlineData("normalization", """{ "scale": 0 }""", "normalization.scale must not be 0")]
    [InlineData("normalization", """{ "divisor": 0 }""", "normalization.divisor must not be 0")]
    [InlineData("normalization", """{ "scale": 2, "divisor": 2 }""", "normalization.divisor cannot be combined with scale")]
    [InlineData("normalization", """[{ "half": 2 }]""", "normalization[0].half is not a field. Known here: add, subtract, multiply, divide, in")]
    [InlineData("normalization", """[{ "add": 2, "divide": 3 }]""", "normalization[0]. must have one of add")]
    [InlineData("normalization", """[{ "divide": 0 }]""", "normalization must not multiply by 0 or divide by it")]
    [InlineData("normalization", """[{ "divide": [1, 2] }]""", "normalization must have 3 numbers for each step")]
    [InlineData("normalization", """[255]""", "normalization[0] is not an object")]
    [InlineData("input.channels", "2", "input.channels must be 3, or 1 for grey")]
    [InlineData("resize", """{ "mode": "stretch", "filter": "box", "rounding": "exact" }""", "resize.rounding exact belongs to the mode crop")]
    [InlineData("resize", """{ "mode": "crop", "filter": "box", "rounding": "timm" }""", "resize.rounding timm belongs to the mode fit")]
    [InlineData("resize", """{ "mode": "fit", "filter": "box", "rounding": "floor" }""", "resize.rounding floor does not suit the mode fit")]
    [InlineData("multiLabel", """{ "threshold": 0.5 }""", "multiLabel cannot be combined with the activation softmax")]
    [InlineData("output.scale", "0", "output.scale must be above 0")]
    [InlineData("output.name", "\"\"", "output.name is empty")]
    [InlineData("output.activation", "\"relu\"", "Use one of: none, softmax, sigmoid")]
    [InlineData("topK", "0", "topK must be at least 1")]
    [InlineData("topK", "4", "topK is 4, but labels.txt holds 3 labels")]
    public void A_manifest_that_cannot_be_kept_to_is_refused_naming_the_field_and_the_remedy(string field, string? json, string expected)
    {
        using var model = new ModelCopy().With(field, json);

        var exception = Should.Throw<ModelException>(() => ModelFolder.Open(model.Folder));

        exception.Message.ShouldStartWith(model.PathOf("model.json") + ": ");
        exception.Message.ShouldContain(expected);
    }

    [Fact]
    public void Uint8_goes_with_no_normalization()
    {
        using var model = new ModelCopy().With("input.type", "\"uint8\"").With("normalization", "\"unit\"");

        var exception = Should.Throw<ModelException>(() => ModelFolder.Open(model.Folder));

        exception.Message.ShouldContain("input.type uint8 takes whole numbers in its range, but the normalization gives others. Set it to none");
    }

    [Fact]
    public void A_field_that_stands_there_twice_is_refused()
    {
        using var model = new ModelCopy();
        model.Write("model.json", File.ReadAllText(model.PathOf("model.json")).Replace("\"topK\": 2", "\"topK\": 2, \"topK\": 1", StringComparison.Ordinal));

        var exception = Should.Throw<ModelException>(() => ModelFolder.Open(model.Folder));

        exception.Message.ShouldContain("topK");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ \"version\": ")]
    [InlineData("[1]")]
    public void A_manifest_that_is_no_JSON_object_is_refused_by_name(string text)
    {
        using var model = new ModelCopy();
        model.Write("model.json", text);

        var exception = Should.Throw<ModelException>(() => ModelFolder.Open(model.Folder));

        exception.Message.ShouldContain(model.PathOf("model.json") + " is not");
    }

    [Theory]
    [InlineData("model.json")]
    [InlineData("labels.txt")]
    [InlineData("model.onnx")]
    public void A_missing_file_is_named(string file)
    {
        using var model = new ModelCopy();
        File.Delete(model.PathOf(file));

        var exception = Should.Throw<ModelException>(() => ModelFolder.Open(model.Folder).Verify());

        exception.Message.ShouldContain(model.PathOf(file) + " cannot be read");
    }

    [Theory]
    [InlineData("red\n\nblue\n", "line 2 is empty")]
    [InlineData("red\nblue\nred\n", "'red' stands there twice")]
    public void Labels_are_one_a_line_and_different(string text, string expected)
    {
        using var model = new ModelCopy();
        model.Write("labels.txt", text);

        var exception = Should.Throw<ModelException>(() => ModelFolder.Open(model.Folder));

        exception.Message.ShouldContain(model.PathOf("labels.txt"));
        exception.Message.ShouldContain(expected);
    }
}
