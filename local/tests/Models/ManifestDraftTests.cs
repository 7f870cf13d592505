using ImageClassification.Inference;
using ImageClassification.Inference.Classification;
using ImageClassification.Inference.Tests;
using ImageClassification.Inference.Tests.Images;
using ImageClassification.Inference.Tests.Models;

namespace ImageClassification.Models.Tests;

public class ManifestDraftTests
{
    [Fact]
    public void What_the_graph_tells_is_in_the_manifest_and_the_rest_is_the_presets()
    {
        var file = Path.Combine(Repository.Golden, "tiny.onnx");

        var draft = new ManifestDraft(file, 3, "torchvision/imagenet");

        draft.Json.ShouldBe($$"""
            {
              "$schema": "../model.schema.json",
              "version": "1",
              "file": "model.onnx",
              "sha256": "{{GoldenCases.Sha256(File.ReadAllBytes(file))}}",
              "labels": "labels.txt",
              "input": { "name": "image", "layout": "NCHW", "width": 4, "height": 2, "channelOrder": "RGB" },
              "orientation": "ignore",
              "resize": { "mode": "shortest-edge", "size": 256, "filter": "bilinear" },
              "normalization": "torch",
              "output": { "name": "logits", "activation": "softmax" },
              "topK": 3
            }

            """);
        draft.NotInferred.ShouldHaveSingleItem().ShouldContain("they are the preset's");
    }

    [Theory]
    [InlineData("tiny-float16", 3)]
    [InlineData("tiny-uint8", 3)]
    [InlineData("tiny-batch", 3)]
    [InlineData("tiny-single", 2)]
    [InlineData("tiny-external", 3)]
    public void A_drafted_manifest_makes_its_model_load_and_classify(string name, int labels)
    {
        using var model = new ModelCopy(tiny: name);
        model.Write("labels.txt", string.Concat(Enumerable.Range(1, labels).Select(label => $"label {label}\n")));
        model.Write("model.json", new ManifestDraft(model.PathOf("model.onnx"), labels, "keras/efficientnet").Json);

        using var classifier = ImageClassifier.Load(model.Folder, new InferenceOptions());

        var labelled = classifier.Classify(ImageFile.OneColour(20, 60, 120)).ShouldBeOfType<ClassificationResult.Classified>().Labels;
        labelled.Select(label => label.Confidence).Sum().ShouldBe(1, 1e-6);
    }

    [Fact]
    public void One_value_for_two_labels_is_taken_for_a_logit_and_said_to_be_a_guess()
    {
        var draft = new ManifestDraft(Path.Combine(Repository.Golden, "tiny-single.onnx"), 2, "keras/xception");

        draft.Json.ShouldContain("\"activation\": \"sigmoid\"");
        draft.Json.ShouldContain("\"threshold\": 0.5");
        draft.NotInferred.ShouldContain(line => line.StartsWith("output.activation: sigmoid for a logit"));
    }

    [Fact]
    public void What_is_no_model_is_refused_by_name()
    {
        var file = Path.Combine(Repository.Golden, "golden.json");

        var exception = Should.Throw<ModelException>(() => new ManifestDraft(file, 3, "keras/xception"));

        exception.Message.ShouldContain(file);
    }
}
