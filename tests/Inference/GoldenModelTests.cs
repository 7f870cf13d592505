using ImageClassification.Inference.Classification;
using ImageClassification.Inference.Preprocessing;

namespace ImageClassification.Inference.Tests;

/// <summary>What the training stack made of an image, and what this makes of it: for every model in models/.</summary>
public class GoldenModelTests
{
    public static TheoryData<string> Models =>
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "models"), "model.onnx", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Root, Path.GetDirectoryName(file)!))];

    [Theory]
    [MemberData(nameof(Models))]
    public void The_tensor_is_the_training_stacks_to_the_last_bit(string folder)
    {
        var golden = Path.Combine(Repository.Root, folder, "golden");
        var expected = Npy.Read(Path.Combine(golden, "tensor.npy"));
        var preprocessor = Preprocessor.Load(Path.Combine(Repository.Root, folder), new InferenceOptions());
        var tensor = new float[preprocessor.Length];

        var result = preprocessor.Fill(File.ReadAllBytes(Path.Combine(golden, "image.jpg")), tensor);

        result.ShouldBeOfType<PreprocessingResult.Filled>();
        preprocessor.Shape.ShouldBe(expected.Shape);
        tensor.ShouldBe(expected.Values);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void The_confidences_are_the_training_stacks(string folder)
    {
        var golden = Path.Combine(Repository.Root, folder, "golden");
        var expected = Npy.Read(Path.Combine(golden, "probabilities.npy")).Values;
        using var classifier = ImageClassifier.Load(Path.Combine(Repository.Root, folder), new InferenceOptions());

        var result = classifier.Classify(File.ReadAllBytes(Path.Combine(golden, "image.jpg")));

        var labels = result.ShouldBeOfType<ClassificationResult.Classified>().Labels;
        var best = expected.Index().OrderByDescending(value => value.Item).Take(labels.Count).ToList();
        labels.Select(label => label.Label).ShouldBe(best.Select(value => classifier.Labels[value.Index]));
        labels.Select(label => label.Confidence).ShouldBe(best.Select(value => (double)value.Item), 1e-4);
    }
}
