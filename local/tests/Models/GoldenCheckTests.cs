using ImageClassification.Inference;
using ImageClassification.Inference.Classification;
using ImageClassification.Inference.Tests;
using ImageClassification.Inference.Tests.Models;
using ImageClassification.Models.Onnx;

namespace ImageClassification.Models.Tests;

public class GoldenCheckTests
{
    private static readonly DirectoryInfo Insects = new(Path.Combine(Repository.Root, "models", "insects"));

    public static TheoryData<string> Models =>
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "models"), "model.json", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Root, Path.GetDirectoryName(file)!))];

    /// <summary>What ./dev model check does: for every model in models/.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public void A_model_gives_its_training_codes_tensor_to_the_bit_and_its_probabilities(string folder)
    {
        using var classifier = ImageClassifier.Load(Path.Combine(Repository.Root, folder), new InferenceOptions());

        var golden = GoldenCheck.Run(Path.Combine(Repository.Root, folder), classifier, () => { }, TestContext.Current.CancellationToken);

        golden.ShouldNotBeNull().Difference.ShouldBeLessThan(1e-4);
    }

    [Theory]
    [InlineData("input.width", "151", "takes 'image' of the shape (any, 150, 150, 3), but input in the manifest (layout, width, height) makes (1, 150, 151, 3)")]
    [InlineData("input.layout", "\"NCHW\"", "makes (1, 3, 150, 150)")]
    [InlineData("input.channelOrder", "\"BGR\"", "tensor.npy differs in")]
    [InlineData("resize.filter", "\"bilinear\"", "tensor.npy differs in")]
    [InlineData("resize", """{ "mode": "fit", "filter": "nearest" }""", "tensor.npy differs in")]
    [InlineData("normalization", "\"tf\"", "tensor.npy differs in")]
    [InlineData("normalization", """{ "scale": 0.00392156862745098 }""", "channelOrder, orientation, resize or normalization is not what the training code does")]
    [InlineData("input.type", "\"float16\"", "as float32, but input.type in the manifest is float16")]
    [InlineData("output.activation", "\"softmax\"", "gives one value as 'logit', whose softmax is always 1")]
    [InlineData("output.activation", "\"none\"", "Set output.activation in the manifest to softmax or sigmoid")]
    [InlineData("input.wdith", "150", "input.wdith is not a field")]
    public void A_manifest_that_says_something_else_than_the_training_code_is_found_out(string field, string json, string expected)
    {
        using var model = new ModelCopy(Insects).With(field, json);

        var exception = Should.Throw<ModelException>(() => Check(model));

        exception.Message.ShouldContain(expected);
    }

    [Theory]
    [InlineData("resize.filter", "\"bilinear\"", "The tensor is equal with \"resize\": { \"mode\": \"stretch\", \"filter\": \"nearest\" }")]
    [InlineData("normalization", "\"tf\"", "The tensor is equal with \"normalization\": \"unit\"")]
    [InlineData("input.channelOrder", "\"BGR\"", "The tensor is equal with \"channelOrder\": \"RGB\" in input")]
    [InlineData("resize", """{ "mode": "shortest-edge", "size": 160, "filter": "bicubic" }""", "The tensor is equal with \"resize\": { \"mode\": \"stretch\", \"filter\": \"nearest\" }")]
    public void What_would_make_the_tensor_equal_is_said(string field, string json, string expected)
    {
        using var model = new ModelCopy(Insects).With(field, json);

        Should.Throw<ModelException>(() => Check(model)).Message.ShouldContain(expected);
    }

    [Fact]
    public void A_tensor_that_nothing_known_makes_is_said_to_be_so()
    {
        using var model = new ModelCopy(Insects);
        var path = model.PathOf(Path.Combine("golden", "tensor.npy"));
        var bytes = File.ReadAllBytes(path);
        bytes[^3] ^= 1;
        File.WriteAllBytes(path, bytes);

        Should.Throw<ModelException>(() => Check(model)).Message.ShouldContain("No preset, filter, rounding or usual normalization gives the tensor");
    }

    [Theory]
    [InlineData("exif", "ignore")]
    [InlineData("ignore", "exif")]
    public void An_orientation_that_the_training_code_treats_otherwise_is_said(string trained, string manifest)
    {
        using var model = new ModelCopy(Insects).With("orientation", $"\"{trained}\"");
        var image = Directory.GetFiles(model.PathOf("golden"), "image.*")[0];
        var jpeg = File.ReadAllBytes(image);
        byte[] exif = [0xFF, 0xE1, 0, 34, .. "Exif\0\0II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0];
        File.WriteAllBytes(image, [.. jpeg[..2], .. exif, .. jpeg[2..]]);
        using (var classifier = ImageClassifier.Load(model.Folder, new InferenceOptions()))
        {
            var tensor = new byte[classifier.Preprocessor.Length];
            classifier.Preprocessor.Fill(File.ReadAllBytes(image), tensor);
            new NpyFile(classifier.Preprocessor.NumpyType, classifier.Preprocessor.Shape, tensor).Write(model.PathOf("golden/tensor.npy"));
        }

        model.With("orientation", $"\"{manifest}\"");

        Should.Throw<ModelException>(() => Check(model)).Message.ShouldContain($"The tensor is equal with \"orientation\": \"{trained}\". Write");
    }

    [Fact]
    public void The_search_is_announced_and_can_be_interrupted()
    {
        using var model = new ModelCopy(Insects).With("normalization", "\"tf\"");
        using var classifier = ImageClassifier.Load(model.Folder, new InferenceOptions());
        using var stop = new CancellationTokenSource();

        Should.Throw<OperationCanceledException>(() => GoldenCheck.Run(model.Folder, classifier, stop.Cancel, stop.Token));
    }

    [Fact]
    public void Golden_probabilities_that_are_no_numbers_prove_nothing()
    {
        using var model = new ModelCopy(Insects);
        var path = model.PathOf(Path.Combine("golden", "probabilities.npy"));
        var bytes = File.ReadAllBytes(path);
        BitConverter.GetBytes(float.NaN).CopyTo(bytes, bytes.Length - sizeof(float));
        File.WriteAllBytes(path, bytes);

        var exception = Should.Throw<ModelException>(() => Check(model));

        exception.Message.ShouldContain("not numbers");
    }

    [Fact]
    public void A_changed_byte_in_the_model_is_found_out()
    {
        using var model = new ModelCopy(Insects);
        var bytes = File.ReadAllBytes(model.PathOf("model.onnx"));
        bytes[^1000] ^= 1;
        File.WriteAllBytes(model.PathOf("model.onnx"), bytes);

        var exception = Should.Throw<ModelException>(() => Check(model));

        exception.Message.ShouldContain("has the SHA-256");
    }

    [Fact]
    public void A_label_too_few_is_found_out()
    {
        using var model = new ModelCopy(Insects).With("topK", "1");
        model.Write("labels.txt", "bee\n");

        var exception = Should.Throw<ModelException>(() => Check(model));

        exception.Message.ShouldContain("labels.txt has 1 labels");
    }

    [Fact]
    public void Probabilities_of_another_model_are_found_out()
    {
        using var model = new ModelCopy(Insects);
        new NpyFile("<f4", [1, 1], BitConverter.GetBytes(0.25f)).Write(model.PathOf("golden/probabilities.npy"));

        var exception = Should.Throw<ModelException>(() => Check(model));

        exception.Message.ShouldContain("probabilities.npy says 0.25 for output 0");
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(10, true)]
    [InlineData(16, true)]
    public void A_model_with_weights_of_half_precision_is_one(byte type, bool expected)
    {
        byte[] weights = [0x10, type, 0x42, 1, (byte)'w'];

        new OnnxFile((byte[])[0x3A, 7, 0x2A, 5, .. weights]).IsOfReducedPrecision.ShouldBe(expected);
    }

    [Fact]
    public void Without_a_golden_folder_there_is_nothing_to_compare()
    {
        using var model = new ModelCopy();
        using var classifier = ImageClassifier.Load(model.Folder, new InferenceOptions());

        GoldenCheck.Run(model.Folder, classifier, () => { }, TestContext.Current.CancellationToken).ShouldBeNull();
    }

    private static void Check(ModelCopy model)
    {
        using var classifier = ImageClassifier.Load(model.Folder, new InferenceOptions());
        GoldenCheck.Run(model.Folder, classifier, () => { }, TestContext.Current.CancellationToken);
    }
}
