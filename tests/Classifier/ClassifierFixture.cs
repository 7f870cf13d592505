using ImageClassification.Inference;
using ImageClassification.Inference.Classification;

namespace ImageClassification.Classifier.Tests;

/// <summary>The model, loaded once.</summary>
public sealed class ClassifierFixture : IDisposable
{
    public ImageClassifier Model { get; } =
        ImageClassifier.Load(Path.Combine(AppContext.BaseDirectory, "models", "clothing"), new InferenceOptions());

    public void Dispose() => Model.Dispose();
}
