using ImageClassification.Inference.Classification;

namespace ImageClassification.Classifier.Tests;

/// <summary>The models, loaded once.</summary>
public sealed class ClassifierFixture : IDisposable
{
    internal ModelCatalog Models { get; } = new(new ClassifierOptions
    {
        ModelsDirectory = Path.Combine(AppContext.BaseDirectory, "models"),
        Model = "clothing",
        Bucket = "images",
        TableName = "predictions",
        QueueUrl = "http://127.0.0.1:1/queue",
        MaxReceiveCount = 5,
        VisibilityTimeout = 361,
        MaxObjectBytes = 50 << 20,
        MaxImagePixels = 50_000_000,
        Parallelism = 1,
    });

    /// <summary>The default.</summary>
    public ImageClassifier Model => Models.For("default");

    public void Dispose() => Models.Dispose();
}
