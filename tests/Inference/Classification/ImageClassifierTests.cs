using ImageClassification.Contracts;
using ImageClassification.Inference.Classification;
using ImageClassification.Inference.Tests.Images;
using ImageClassification.Inference.Tests.Models;

namespace ImageClassification.Inference.Tests.Classification;

public class ImageClassifierTests
{
    private static readonly InferenceOptions Defaults = new();

    [Fact]
    public void An_image_gets_its_best_labels_with_the_best_first()
    {
        using var model = new ModelCopy();
        using var classifier = ImageClassifier.Load(model.Folder, Defaults);

        var result = classifier.Classify(ImageFile.OneColour(20, 60, 120));

        var classified = result.ShouldBeOfType<Outcome<ClassifiedImage>.Ok>().Value;
        classified.Labels.Select(label => label.Label).ShouldBe(["blue", "green"]);
        classified.Labels.Select(label => label.Confidence).ShouldBe([0.6, 0.3], 1e-6);
        (classified.Width, classified.Height).ShouldBe((5, 3));
        classifier.Labels.ShouldBe(["red", "green", "blue"]);
    }

    [Fact]
    public void A_broken_image_is_rejected_with_its_size_and_the_next_is_classified()
    {
        using var model = new ModelCopy();
        using var classifier = ImageClassifier.Load(model.Folder, Defaults);

        var broken = classifier.Classify(ImageFile.Read("420.jpg").AsSpan(..^300));
        var whole = classifier.Classify(ImageFile.Read("420.jpg"));

        var rejected = broken.ShouldBeOfType<Outcome<ClassifiedImage>.Refused>();
        rejected.Error.Code.ShouldBe(ErrorCode.CorruptImage);
        (rejected.Width, rejected.Height).ShouldBe((47, 37));
        whole.ShouldBeOfType<Outcome<ClassifiedImage>.Ok>();
    }

    [Fact]
    public void An_image_over_the_pixel_limit_is_rejected()
    {
        using var model = new ModelCopy();
        using var classifier = ImageClassifier.Load(model.Folder, new InferenceOptions { MaxPixels = 14 });

        var result = classifier.Classify(ImageFile.OneColour(1, 2, 3));

        result.ShouldBeOfType<Outcome<ClassifiedImage>.Refused>().Error.Code.ShouldBe(ErrorCode.ImageTooLarge);
    }

    [Fact]
    public void Several_threads_get_the_same_answers_as_one()
    {
        using var model = new ModelCopy();
        using var classifier = ImageClassifier.Load(model.Folder, Defaults);
        var images = new[] { ImageFile.Read("420.jpg"), ImageFile.Read("ycck.jpg"), ImageFile.Read("palette.png"), ImageFile.OneColour(9, 8, 7) };
        var alone = images.Select(image => Best(classifier, image)).ToArray();

        var together = Enumerable.Range(0, 200).AsParallel().AsOrdered().WithDegreeOfParallelism(8)
            .Select(index => Best(classifier, images[index % images.Length])).ToArray();

        together.ShouldBe(Enumerable.Range(0, 200).Select(index => alone[index % images.Length]));
    }

    [Fact]
    public void An_output_without_numbers_is_a_fault_of_the_model_and_no_prediction()
    {
        using var model = new ModelCopy();
        using var classifier = ImageClassifier.Load(model.Folder, Defaults);

        Should.Throw<ModelException>(() => classifier.Classify(ImageFile.OneColour(0, 0, 0)));
    }

    [Theory]
    [InlineData("sha256", "\"0000000000000000000000000000000000000000000000000000000000000000\"", "has the SHA-256")]
    [InlineData("input.name", "\"picture\"", "has no input 'picture', only image. Correct input.name")]
    [InlineData("input.width", "5", "takes 'image' of the shape (any, 3, 2, 4), but input in the manifest (layout, width, height) makes (1, 3, 2, 5)")]
    [InlineData("input.layout", "\"NHWC\"", "makes (1, 2, 4, 3)")]
    [InlineData("output.name", "\"probabilities\"", "has no output 'probabilities', only logits. Correct output.name")]
    public void A_model_that_does_not_match_its_manifest_is_not_loaded(string field, string json, string expected)
    {
        using var model = new ModelCopy().With(field, json);

        var exception = Should.Throw<ModelException>(() => ImageClassifier.Load(model.Folder, Defaults));

        exception.Message.ShouldContain(model.PathOf("model.onnx"));
        exception.Message.ShouldContain(model.PathOf("model.json"));
        exception.Message.ShouldContain(expected);
    }

    [Theory]
    [InlineData("red\ngreen\n")]
    [InlineData("red\ngreen\nblue\nyellow\n")]
    public void A_model_with_another_number_of_outputs_than_labels_is_not_loaded(string labels)
    {
        using var model = new ModelCopy();
        model.Write("labels.txt", labels);

        var exception = Should.Throw<ModelException>(() => ImageClassifier.Load(model.Folder, Defaults));

        exception.Message.ShouldContain("gives 'logits' of the shape (any, 3), but labels.txt has");
    }

    [Fact]
    public void A_file_that_is_no_model_is_not_loaded()
    {
        using var model = new ModelCopy();
        model.Write("model.onnx", "not ONNX");
        model.With("sha256", $"\"{GoldenCases.Sha256("not ONNX"u8)}\"");

        var exception = Should.Throw<ModelException>(() => ImageClassifier.Load(model.Folder, Defaults));

        exception.Message.ShouldContain("is not a model that ONNX Runtime loads");
    }

    [Theory]
    [InlineData("tiny-float16", "float16", 2e-3)]
    [InlineData("tiny-uint8", "uint8", 1e-6)]
    [InlineData("tiny-batch", "float32", 1e-6)]
    public void Inputs_of_other_types_and_fixed_batches_give_the_same_answer(string tiny, string type, double tolerance)
    {
        using var model = new ModelCopy(tiny).With("input.type", $"\"{type}\"");
        using var classifier = ImageClassifier.Load(model.Folder, Defaults);
        classifier.Classify(ImageFile.OneColour(200, 10, 10)); // leaves nothing behind for the next

        var result = classifier.Classify(ImageFile.OneColour(20, 60, 120));

        var classified = result.ShouldBeOfType<Outcome<ClassifiedImage>.Ok>().Value;
        classified.Labels.Select(label => label.Label).ShouldBe(["blue", "green"]);
        classified.Labels.Select(label => label.Confidence).ShouldBe([0.6, 0.3], tolerance);
    }

    [Theory]
    [InlineData(null, 129, "wasp", 0.731059)]
    [InlineData(null, 127, "bee", 0.731059)]
    [InlineData("0.8", 129, "bee", 0.268941)]
    [InlineData("0.2", 127, "wasp", 0.268941)]
    public void Of_one_value_the_threshold_decides_between_two_labels(string? threshold, byte shade, string label, double confidence)
    {
        using var model = new ModelCopy("tiny-single").With("output.activation", "\"sigmoid\"").With("threshold", threshold);
        model.Write("labels.txt", "bee\nwasp\n");
        using var classifier = ImageClassifier.Load(model.Folder, Defaults);

        var best = Best(classifier, ImageFile.OneColour(shade, shade, shade));

        best.Label.ShouldBe(label);
        best.Confidence.ShouldBe(confidence, 1e-5);
    }

    [Fact]
    public void Weights_in_a_file_of_their_own_belong_to_the_model()
    {
        using var model = new ModelCopy("tiny-external");
        var hash = GoldenCases.Sha256(File.ReadAllBytes(model.PathOf("tiny.weights")));
        model.With("externalData", $$"""{ "tiny.weights": "{{hash}}" }""");
        using var classifier = ImageClassifier.Load(model.Folder, Defaults);

        var best = Best(classifier, ImageFile.OneColour(20, 60, 120));

        best.Confidence.ShouldBe(0.6, 1e-6);
    }

    [Fact]
    public void Weights_that_are_changed_missing_or_not_listed_stop_the_start()
    {
        using var model = new ModelCopy("tiny-external");
        string Message() => Should.Throw<ModelException>(() => ImageClassifier.Load(model.Folder, Defaults)).Message;

        Message().ShouldContain("keeps weights in tiny.weights, which");
        model.With("externalData", $$"""{ "tiny.weights": "{{new string('0', 64)}}" }""");
        Message().ShouldContain("tiny.weights has the SHA-256");
        File.Delete(model.PathOf("tiny.weights"));
        Message().ShouldContain("tiny.weights cannot be read");
    }

    [Theory]
    [InlineData("threshold", "0.5", "Remove threshold from the manifest: it is for models of one value")]
    [InlineData("input.type", "\"uint8\"", "takes 'image' as float32, but input.type in the manifest is uint8")]
    public void A_field_that_does_not_suit_the_graph_stops_the_start(string field, string json, string expected)
    {
        using var model = new ModelCopy().With(field, json);

        Should.Throw<ModelException>(() => ImageClassifier.Load(model.Folder, Defaults)).Message.ShouldContain(expected);
    }

    private static ScoredLabel Best(ImageClassifier classifier, byte[] image) =>
        classifier.Classify(image).ShouldBeOfType<Outcome<ClassifiedImage>.Ok>().Value.Labels[0];
}
