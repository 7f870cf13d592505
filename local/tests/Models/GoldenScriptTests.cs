using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ImageClassification.Inference.Tests;

namespace ImageClassification.Models.Tests;

public sealed class GoldenScriptTests : IDisposable
{
    private readonly DirectoryInfo _models = Directory.CreateTempSubdirectory("models-");

    [Theory]
    [InlineData("torchvision-imagenet/birds.onnx", "torchvision/imagenet", "(torch.from_numpy(tensor).float()).softmax(1)")]
    [InlineData("hf-several-labels", null, "logits.sigmoid()")]
    [InlineData("ultralytics-64/best.onnx", null, "classify_transforms(64)(image)")]
    [InlineData("torchvision-imagenet/birds.onnx", "torchvision/imagenet", "\n# 2. Below the imports, define model, the trained torch.nn.Module; transform, which prepared the validation images.\n# 3. Run it")]
    [InlineData("hf-vit", null, "\n# 2. Below the imports, define FOLDER, the model's name at Hugging Face or its folder.")]
    [InlineData("keras-mobilenetv2", "keras/mobilenetv2", "load_img(\"golden/image.jpg\", target_size=(160, 160), interpolation=\"nearest\")\ntensor = keras.applications.imagenet_utils.preprocess_input(keras.utils.img_to_array(image)[None], mode=\"tf\")")]
    [InlineData("keras-vgg19", "keras/vgg19", "mode=\"caffe\").astype(numpy.float32)")]
    [InlineData("keras-efficientnetv2", "keras/efficientnetv2b0", "tensor = keras.utils.img_to_array(image)[None].astype(numpy.float32)")]
    [InlineData("keras-mobilenetv2", "keras/mobilenetv2", "photo.JPG beside this script.\n# 2. Below the imports, define MODEL, the trained model's .keras or .h5 file.\n# 3. Run it")]
    [InlineData("keras-mobilenetv2", null, "; prepare(image), which returns the image at 160 × 160 as the training resized it.")]
    [InlineData("keras-mobilenetv2", null, "preprocess_input(numpy.asarray(prepare(image), dtype=numpy.float32)[None])")]
    [InlineData("ultralytics-96/best.onnx", null, "image = ImageOps.exif_transpose(Image.open(\"golden/image.jpg\")).convert(\"RGB\")")]
    [InlineData("teachable-machine", null, "ImageOps.fit(image, (224, 224), Image.LANCZOS)")]
    [InlineData("custom-vision", null, "numpy.asarray(image.resize((224, 224), Image.BICUBIC), dtype=numpy.float32).transpose(2, 0, 1)[None][:, ::-1]\n")]
    [InlineData("custom-vision-s1", null, ".transpose(2, 0, 1)[None] / 255\n")]
    [InlineData("caffe", null, "net.forward_all(")]
    [InlineData("caffe", null, ", deploy.prototxt and weights.caffemodel beside this script.\n# 2. Below the imports, define prepare(image), which returns the array that your code gives the model for an image.")]
    [InlineData("digits", null, "convert(\"L\")")]
    public void The_script_is_for_the_models_framework_and_saves_both_files(string export, string? preset, string expected)
    {
        var folder = Path.Combine(_models.FullName, "birds");
        ModelImport.Create(
            folder, Path.Combine(Repository.Root, "local", "tests", "Models", "producers", export), null, preset, new Dictionary<string, string>(), TestContext.Current.CancellationToken);

        var script = GoldenScript.For(folder, "my \"best\" photo.JPG", "birds");

        script.ShouldContain(expected);
        script.ShouldContain("""shutil.copy("my \u0022best\u0022 photo.JPG", "golden/image.jpg")""");
        script.ShouldContain("numpy.save(\"golden/tensor.npy\"");
        script.ShouldContain("numpy.save(\"golden/probabilities.npy\"");
        script.ShouldNotMatch("""\{\w+\}""");
        script.ShouldContain("\n# 1. Copy my \"best\" photo.JPG");
        foreach (var name in new[] { "Image", "ImageOps" })
        {
            Regex.IsMatch(script, $"from PIL import .*\\b{name}\\b").ShouldBe(script.Contains($"{name}.", StringComparison.Ordinal), script);
        }
    }

    [Theory]
    [InlineData("ignore", "image = image.convert(\"RGB\")")]
    [InlineData("exif", "image = ImageOps.exif_transpose(image).convert(\"RGB\")")]
    public void A_reduced_decoding_comes_before_all_else(string orientation, string expected)
    {
        var folder = Path.Combine(_models.FullName, "birds");
        ModelImport.Create(
            folder, Path.Combine(Repository.Root, "local", "tests", "Models", "producers", "keras-mobilenetv2"), null, null, new Dictionary<string, string>(), TestContext.Current.CancellationToken);
        var manifest = JsonNode.Parse(File.ReadAllBytes(Path.Combine(folder, "model.json")))!;
        (manifest["decode"], manifest["orientation"]) = (new JsonObject { ["draft"] = new JsonArray(320, 160) }, orientation);
        File.WriteAllText(Path.Combine(folder, "model.json"), manifest.ToJsonString());

        GoldenScript.For(folder, "photo.jpg", "birds").ShouldContain($"image = Image.open(\"golden/image.jpg\")\nimage.draft(\"RGB\", (320, 160))\n{expected}\n");
    }

    [Fact]
    public void Grey_images_of_a_keras_model_keep_their_channel()
    {
        var folder = Path.Combine(_models.FullName, "digits");
        ModelImport.Create(
            folder, Path.Combine(Repository.Root, "local", "tests", "Models", "producers", "keras-mobilenetv2"), null, null, new Dictionary<string, string>(), TestContext.Current.CancellationToken);
        var manifest = JsonNode.Parse(File.ReadAllBytes(Path.Combine(folder, "model.json")))!;
        manifest["input"]!["channels"] = 1;
        File.WriteAllText(Path.Combine(folder, "model.json"), manifest.ToJsonString());

        GoldenScript.For(folder, "photo.jpg", "birds").ShouldContain("dtype=numpy.float32)[None, ..., None]).astype(numpy.float32)    # (1, 160, 160, 1)");
    }

    public void Dispose() => _models.Delete(recursive: true);
}
