using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using ImageClassification.Contracts;
using ImageClassification.Inference;
using ImageClassification.Inference.Classification;
using ImageClassification.Inference.Preprocessing;
using ImageClassification.Inference.Tests;
using ImageClassification.Models.Tests.TfLite;
using ImageClassification.Models.TfLite;

namespace ImageClassification.Models.Tests;

/// <summary>.tflite files as tools deliver them, small; the tensors' hashes are of producers/make.py.</summary>
public sealed class TfLiteImportTests : IDisposable
{
    private static readonly string Producers = Path.Combine(Repository.Root, "local", "tests", "Models", "producers");
    private static readonly JsonElement Tensors = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Producers, "tflite.json"))).RootElement;

    private readonly DirectoryInfo _files = Directory.CreateTempSubdirectory("exports-");
    private readonly DirectoryInfo _models = Directory.CreateTempSubdirectory("models-");

    [Theory]
    [InlineData("model_unquant.tflite", false, "teachable-machine")]
    [InlineData("model.tflite", true, "teachable-machine-bytes")]
    public void Teachable_Machines_zip_needs_nothing_more(string file, bool isQuantized, string tensor)
    {
        File.WriteAllBytes(PathOf(file), isQuantized ? Quantized(TfLiteType.UInt8, 0).ToFile() : Real().ToFile());
        File.WriteAllText(PathOf("labels.txt"), "0 Cat\n1 Dog\n");
        var zip = Path.Combine(_models.FullName, "converted_tflite.zip");
        ZipFile.CreateFromDirectory(_files.FullName, zip);

        var model = Import(zip);

        model.Doubts.ShouldBeEmpty();
        LabelsOf().ShouldBe(["Cat", "Dog"]);
        TensorsShouldBe(tensor);
    }

    [Theory]
    [InlineData(false, "normalized")]
    [InlineData(true, "bytes")]
    public void Labels_and_normalization_are_those_of_the_metadata(bool isQuantized, string tensor)
    {
        var file = (isQuantized ? Quantized(TfLiteType.UInt8, 0) : Real()).ToFile(MetadataTests.Metadata("names.txt", 127, 128));
        File.WriteAllBytes(PathOf("lite0.tflite"), MetadataTests.WithArchive(file, isAbsolute: true, ("names.txt", "cat\ndog\n")));

        var model = Import(PathOf("lite0.tflite"));

        DoubtsOf(model).ShouldBe(["resize"]);
        LabelsOf().ShouldBe(["cat", "dog"]);
        TensorsShouldBe(tensor);
    }

    [Fact]
    public void Without_metadata_what_is_guessed_is_said()
    {
        File.WriteAllBytes(PathOf("plain.tflite"), Real().ToFile());

        var model = Import(PathOf("plain.tflite"));

        DoubtsOf(model).ShouldBe(["resize", "normalization", "labels"], ignoreOrder: true);
        TensorsShouldBe("tf");
    }

    [Theory]
    [InlineData("float input and output around whole numbers")]
    [InlineData("weights of bytes alone")]
    public void A_quantized_model_may_take_and_give_real_values(string form)
    {
        var model = form.StartsWith("float", StringComparison.Ordinal) ? Quantized(TfLiteType.Int8, -1, isRealOutside: true) : Real(weights: TfLiteType.Int8);
        File.WriteAllBytes(PathOf("model.tflite"), MetadataTests.WithArchive(model.ToFile(), isAbsolute: false, ("labels.txt", "cat\ndog")));

        DoubtsOf(Import(PathOf("model.tflite"))).ShouldBe(["resize", "normalization"], ignoreOrder: true);

        TensorsShouldBe("tf");
    }

    [Fact]
    public void An_operation_that_is_not_converted_is_named()
    {
        var model = new TestModel();
        model.Step("Flex" + "Erf", [model.Tensor(1, 224, 224, 3)], [model.Tensor(1, 224, 224, 3)]);
        File.WriteAllBytes(PathOf("model.tflite"), model.ToFile());

        Should.Throw<ModelException>(() => Import(PathOf("model.tflite"))).Message.ShouldContain("uses the custom operation FlexErf, which is not converted");
        Directory.GetFileSystemEntries(_models.FullName).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("keras/xception", "")]
    [InlineData("keras/resnet50", "normalization")]
    public void A_preset_that_contradicts_the_metadata_is_uncertain(string preset, string expected)
    {
        var file = Real().ToFile(MetadataTests.Metadata("names.txt", 127.5f, 127.5f));
        File.WriteAllBytes(PathOf("model.tflite"), MetadataTests.WithArchive(file, isAbsolute: true, ("names.txt", "cat\ndog\n")));

        var model = Import(PathOf("model.tflite"), preset);

        string.Join(", ", DoubtsOf(model)).ShouldBe(expected);
    }

    [Theory]
    [InlineData(nameof(TfLiteType.Float32), 1f, "tensor = numpy.asarray(prepare(image)).reshape(1, 224, 224, 3).astype(numpy.float32)")]
    [InlineData(nameof(TfLiteType.Float32), 1f, "if scale else output; output = numpy.exp(output")]
    [InlineData(nameof(TfLiteType.UInt8), 1 / 127.5f, "else given.astype(numpy.uint8)")]
    [InlineData(nameof(TfLiteType.Int8), 1 / 127.5f, "tensor = given.view(numpy.uint8) ^ 128 if given.dtype == numpy.int8")]
    [InlineData(nameof(TfLiteType.Int8), 0.02f, "prepare(image), which returns the array that your code gives the model for an image, before any quantization.")]
    [InlineData(nameof(TfLiteType.Int8), 0.02f, "given = numpy.clip(numpy.round(tensor / scale + zero), ")]
    public void The_golden_script_feeds_each_model_in_its_own_type_and_saves_what_we_compute(string input, float scale, string expected)
    {
        var type = Enum.Parse<TfLiteType>(input);
        var model = type == TfLiteType.Float32 ? Real(softmax: false) : Quantized(type, type == TfLiteType.Int8 ? -1 : 127, scale: scale);
        File.WriteAllBytes(PathOf("clothing.tflite"), model.ToFile());
        Import(PathOf("clothing.tflite"));

        var script = GoldenScript.For(Path.Combine(_models.FullName, "pets"), "photo.jpg", "pets");

        script.ShouldContain(expected);
        script.ShouldContain("\n# 2. Below the imports, define MODEL, the .tflite file; prepare(image), which ");
        script.ShouldContain("interpreter.set_tensor(inputs[\"index\"], given)");
        script.ShouldNotMatch("""\{\w+\}""");
    }

    [Theory]
    [InlineData(false, 5e-5, true)]
    [InlineData(false, 0.01, false)]
    [InlineData(true, 0.01, true)]
    [InlineData(true, 0.06, false)]
    public void Probabilities_of_a_quantized_model_may_differ_by_its_rounding(bool isQuantized, double difference, bool passes)
    {
        File.WriteAllBytes(PathOf("model.tflite"), (isQuantized ? Quantized(TfLiteType.UInt8, 0) : Real()).ToFile());
        Import(PathOf("model.tflite"));
        var model = Path.Combine(_models.FullName, "pets");
        using var classifier = ImageClassifier.Load(model, new InferenceOptions());
        WriteGolden(model, classifier, Directory.GetFiles(Path.Combine(Producers, "photos"))[0], difference);

        if (passes)
        {
            GoldenCheck.Run(model, classifier, () => { }, TestContext.Current.CancellationToken)!.Difference.ShouldBe(difference, 1e-6);
        }
        else
        {
            Should.Throw<ModelException>(() => GoldenCheck.Run(model, classifier, () => { }, TestContext.Current.CancellationToken)).Message.Contains("quantization costs this much").ShouldBe(isQuantized);
        }
    }

    public void Dispose()
    {
        _files.Delete(recursive: true);
        _models.Delete(recursive: true);
    }

    /// <summary>The mean of each channel, a matrix, softmax.</summary>
    private static TestModel Real(TfLiteType weights = TfLiteType.Float32, bool softmax = true)
    {
        var model = new TestModel();
        int input = model.Tensor(1, 224, 224, 3), mean = model.Tensor(1, 3), logits = model.Tensor(1, 2);
        var matrix = weights == TfLiteType.Float32
            ? model.Constant([2, 3], 1, -2, 3, -3, 2, 1)
            : model.Tensor(weights, [2, 3], [1, 254, 3, 253, 2, 1], [0.5f], [0]);
        return Steps(model, input, mean, matrix, logits, softmax ? model.Tensor(1, 2) : null);
    }

    private static TestModel Quantized(TfLiteType type, long zeroPoint, bool isRealOutside = false, float scale = 1 / 127.5f)
    {
        var model = new TestModel();
        int real = isRealOutside ? model.Tensor(1, 224, 224, 3) : -1,
            input = model.Tensor(type, [1, 224, 224, 3], null, [scale], [type == TfLiteType.Int8 ? zeroPoint : 127]);
        int mean = model.Tensor(type, [1, 3], null, [1 / 127.5f], [zeroPoint]), logits = model.Tensor(type, [1, 2], null, [0.1f], [zeroPoint]);
        int shares = model.Tensor(type, [1, 2], null, [1 / 256f], [type == TfLiteType.Int8 ? -128 : 0]);
        if (isRealOutside)
        {
            model.Step("QUANTIZE", [real], [input]);
        }

        Steps(model, input, mean, model.Tensor(type, [2, 3], [1, 254, 3, 253, 2, 1], [0.5f], [0]), logits, shares);
        return isRealOutside ? model.Step("DEQUANTIZE", [shares], [model.Tensor(1, 2)]) : model;
    }

    private static TestModel Steps(TestModel model, int input, int mean, int matrix, int logits, int? shares)
    {
        model.Step("MEAN", [input, model.Integers(1, 2)], [mean]).Step("FULLY_CONNECTED", [mean, matrix], [logits]);
        return shares is { } softmax ? model.Step("SOFTMAX", [logits], [softmax], new() { [0] = 1f }) : model;
    }

    private static IEnumerable<string> DoubtsOf(ImportedModel model) => model.Doubts.Select(doubt => doubt[..doubt.IndexOf(':', StringComparison.Ordinal)]);

    private string PathOf(string name) => Path.Combine(_files.FullName, name);

    private string[] LabelsOf() => File.ReadAllLines(Path.Combine(_models.FullName, "pets", "labels.txt"));

    private ImportedModel Import(string from, string? preset = null) =>
        ModelImport.Create(Path.Combine(_models.FullName, "pets"), from, labels: null, preset, new Dictionary<string, string>(), TestContext.Current.CancellationToken);

    /// <summary>As the training code would, whose probabilities differ from ours by so much.</summary>
    private static void WriteGolden(string model, ImageClassifier classifier, string image, double difference)
    {
        var folder = Directory.CreateDirectory(Path.Combine(model, "golden")).FullName;
        File.Copy(image, Path.Combine(folder, $"image{Path.GetExtension(image)}"));
        var tensor = new byte[classifier.Preprocessor.Length];
        classifier.Preprocessor.Fill(File.ReadAllBytes(image), tensor).ShouldBeOfType<Outcome<FilledTensor>.Ok>();
        new NpyFile(classifier.Preprocessor.NumpyType, classifier.Preprocessor.Shape, tensor).Write(Path.Combine(folder, "tensor.npy"));
        var probabilities = classifier.Run(tensor).SelectMany(confidence => BitConverter.GetBytes((float)(confidence + difference))).ToArray();
        new NpyFile("<f4", [1, probabilities.Length / sizeof(float)], probabilities).Write(Path.Combine(folder, "probabilities.npy"));
    }

    /// <summary>And the model runs on it.</summary>
    private void TensorsShouldBe(string recipe)
    {
        using var classifier = ImageClassifier.Load(Path.Combine(_models.FullName, "pets"), new InferenceOptions());
        foreach (var photo in Tensors.GetProperty(recipe).EnumerateObject())
        {
            var tensor = new byte[classifier.Preprocessor.Length];
            classifier.Preprocessor.Fill(File.ReadAllBytes(Path.Combine(Producers, "photos", photo.Name)), tensor).ShouldBeOfType<Outcome<FilledTensor>.Ok>();
            Convert.ToHexStringLower(SHA256.HashData(tensor)).ShouldBe(photo.Value.GetString(), photo.Name);
            classifier.Run(tensor).Sum().ShouldBe(1, 0.01);
        }
    }
}
