using ImageClassification.Contracts;
using ImageClassification.Inference.Classification;
using ImageClassification.Inference.Preprocessing;

namespace ImageClassification.Inference.Tests.Package;

internal static class Sample
{
    // What the training code would give the model, as numpy has it in memory.
    public static byte[] TensorOf(string modelFolder, byte[] image)
    {
        var preprocessor = Preprocessor.Load(modelFolder, new InferenceOptions());
        var tensor = new byte[preprocessor.Length];
        return preprocessor.Fill(image, tensor) is Outcome<FilledTensor>.Refused(var error) ? throw new InvalidDataException(error.Message) : tensor;
    }

    public static IReadOnlyList<ScoredLabel> LabelsOf(string modelFolder, byte[] image)
    {
        using var classifier = ImageClassifier.Load(modelFolder, new InferenceOptions()); // keep it: one for each model and process
        return classifier.Classify(image) is Outcome<ClassifiedImage>.Ok(var classified) ? classified.Labels : [];
    }
}
