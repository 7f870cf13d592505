using ImageClassification.Inference.Tests;

namespace ImageClassification.Models.Tests;

public sealed class GoldenScriptTests : IDisposable
{
    private readonly DirectoryInfo _models = Directory.CreateTempSubdirectory("models-");

    [Theory]
    [InlineData("torchvision-imagenet/birds.onnx", "torchvision/imagenet", "(torch.from_numpy(tensor).float()).softmax(1)")]
    [InlineData("hf-several-labels", null, "logits.sigmoid()")]
    [InlineData("ultralytics-64/best.onnx", null, "classify_transforms(64)(image)")]
    [InlineData("keras-mobilenetv2", "keras/mobilenetv2", "image.resize((160, 160), Image.NEAREST)")]
    [InlineData("ultralytics-96/best.onnx", null, "image = ImageOps.exif_transpose(Image.open(\"golden/image.jpg\")).convert(\"RGB\")")]
    [InlineData("teachable-machine", null, "ImageOps.fit(image, (224, 224), Image.LANCZOS)")]
    [InlineData("custom-vision", null, "numpy.asarray(image.resize((224, 224), Image.BICUBIC), dtype=numpy.float32).transpose(2, 0, 1)[None][:, ::-1]\n")]
    [InlineData("custom-vision-s1", null, ".transpose(2, 0, 1)[None] / 255\n")]
    [InlineData("caffe", null, "net.forward_all(")]
    [InlineData("digits", null, "convert(\"L\")")]
    public void The_script_is_for_the_models_framework_and_saves_both_files(string export, string? preset, string expected)
    {
        var folder = Path.Combine(_models.FullName, "birds");
        ModelImport.Create(
            folder, Path.Combine(Repository.Root, "local", "tests", "Models", "producers", export), null, preset, new Dictionary<string, string>());

        var script = GoldenScript.For(folder, "my \"best\" photo.JPG");

        script.ShouldContain(expected);
        script.ShouldContain("""shutil.copy("my \u0022best\u0022 photo.JPG", "golden/image.jpg")""");
        script.ShouldContain("numpy.save(\"golden/tensor.npy\"");
        script.ShouldContain("numpy.save(\"golden/probabilities.npy\"");
        script.ShouldNotMatch("""\{\w+\}""");
    }

    public void Dispose() => _models.Delete(recursive: true);
}
