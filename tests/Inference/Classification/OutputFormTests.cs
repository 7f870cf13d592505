using ImageClassification.Contracts;
using ImageClassification.Inference.Classification;
using ImageClassification.Inference.Tests.Images;
using ImageClassification.Inference.Tests.Models;

namespace ImageClassification.Inference.Tests.Classification;

/// <summary>Models of golden/outputs.py: the shares of mean red, green and blue in all forms that models give their results in.</summary>
public class OutputFormTests
{
    [Theory]
    [InlineData("uint8", 1.0 / 256, 0, 2e-3)]
    [InlineData("int8", 1.0 / 256, -128, 2e-3)]
    [InlineData("int32", 0.01, 0, 1e-6)]
    [InlineData("int64", 0.01, 0, 1e-6)]
    [InlineData("float64", 0.01, 0, 1e-6)]
    [InlineData("maps", 1, 0, 1e-6)]
    [InlineData("numbered-maps", 1, 0, 1e-6)]
    public void Confidences_come_in_any_type_of_number_and_in_maps(string form, double scale, int zeroPoint, double tolerance)
    {
        using var model = Model(form, scale, zeroPoint);

        var labels = Classify(model, 20, 60, 120);

        labels.Select(label => label.Label).ShouldBe(["blue", "green"]);
        labels.Select(label => label.Confidence).ShouldBe([0.6, 0.3], tolerance);
    }

    [Fact]
    public void Maps_of_other_labels_than_the_file_holds_are_a_fault_of_the_model()
    {
        using var model = Model("maps", 1, 0);
        model.Write("labels.txt", "red\ngreen\nviolet\n");

        Should.Throw<ModelException>(() => Classify(model, 20, 60, 120)).Message.ShouldContain("The model gives 3 labels (blue, green, red, …)");
    }

    [Fact]
    public void A_model_of_one_channel_sees_grey()
    {
        using var model = new ModelCopy("tiny-grey").With("input.channels", "1").With("input.channelOrder", null)
            .With("output", """{ "name": "result", "activation": "none" }""");
        model.Write("labels.txt", "dark\nbright\n");

        var labels = Classify(model, 200, 10, 10);

        labels[1].Label.ShouldBe("bright");
        labels[1].Confidence.ShouldBe(67.0 / 255, 1e-6);
    }

    [Theory]
    [InlineData("0.5", "blue")]
    [InlineData("0.7", "unknown blue green")]
    public void An_image_of_which_the_model_is_not_sure_enough_is_unknown_and_keeps_its_guesses(string unknown, string expected)
    {
        using var model = Model("int64", 0.01, 0).With("unknown", unknown);

        var labels = Classify(model, 20, 60, 120);

        string.Join(' ', labels.Select(label => label.Label)).ShouldStartWith(expected);
        labels[0].Confidence.ShouldBe(0.6, 1e-6);
    }

    [Theory]
    [InlineData("3", """{ "threshold": 0.25 }""", "blue green")]
    [InlineData("3", """{ "threshold": 0.25, "thresholds": { "green": 0.4 } }""", "blue")]
    [InlineData("3", """{ "threshold": 0.95, "thresholds": { "red": 0.05 } }""", "red")]
    [InlineData("1", """{ "threshold": 0.95, "thresholds": { "red": 0.05 } }""", "red")]
    [InlineData("1", """{ "threshold": 0.25 }""", "blue")]
    [InlineData("3", """{ "threshold": 0.95 }""", "unknown blue green red")]
    public void Of_several_labels_an_image_gets_those_that_reach_their_threshold(string topK, string multiLabel, string expected)
    {
        using var model = Model("int64", 0.01, 0).With("multiLabel", multiLabel).With("topK", topK);

        var labels = Classify(model, 20, 60, 120);

        string.Join(' ', labels.Select(label => label.Label)).ShouldBe(expected);
    }

    [Theory]
    [InlineData("unknown", "0.5", "red\ngreen\nunknown\n", "has a label unknown of its own")]
    [InlineData("multiLabel", """{ "thresholds": { "pink": 0.5 } }""", "red\ngreen\nblue\n", "multiLabel.thresholds names 'pink'")]
    [InlineData("multiLabel", """{ "threshold": 1.5 }""", "red\ngreen\nblue\n", "multiLabel must have thresholds between 0 and 1")]
    [InlineData("unknown", "0", "red\ngreen\nblue\n", "unknown must be between 0 and 1")]
    public void Thresholds_that_cannot_be_kept_to_are_refused(string field, string json, string labels, string expected)
    {
        using var model = Model("int64", 0.01, 0).With(field, json);
        model.Write("labels.txt", labels);

        Should.Throw<ModelException>(() => Classify(model, 20, 60, 120)).Message.ShouldContain(expected);
    }

    private static ModelCopy Model(string form, double scale, int zeroPoint) => new ModelCopy($"tiny-gives-{form}").With(
        "output", FormattableString.Invariant($$"""{ "name": "result", "activation": "none", "scale": {{scale}}, "zeroPoint": {{zeroPoint}} }"""));

    private static IReadOnlyList<Contracts.ScoredLabel> Classify(ModelCopy model, byte red, byte green, byte blue)
    {
        using var classifier = ImageClassifier.Load(model.Folder, new InferenceOptions());
        return classifier.Classify(ImageFile.OneColour(red, green, blue)).ShouldBeOfType<Outcome<ClassifiedImage>.Ok>().Value.Labels;
    }
}
