using ImageClassification.Contracts;
using ImageClassification.Inference.Classification;

namespace ImageClassification.Classifier.Tests;

/// <summary>The models, loaded once.</summary>
public sealed class ClassifierFixture : IDisposable
{
    internal ModelCatalog Models { get; } = new(Options(Path.Combine(AppContext.BaseDirectory, "models")));

    /// <summary>The default.</summary>
    public ImageClassifier Model => Models.For(BatchName.Default);

    internal static ClassifierOptions Options(string modelsDirectory) => new()
    {
        ModelsDirectory = modelsDirectory,
        Model = ModelName.Parse("clothing"),
        Bucket = "images",
        TableName = "predictions",
        QueueUrl = "http://127.0.0.1:1/queue",
        CompletionQueueUrl = "http://127.0.0.1:1/completion",
        Timeout = 60,
        MaxReceiveCount = 5,
        VisibilityTimeout = 361,
        MaxObjectBytes = 50 << 20,
        MaxImagePixels = 64_000_000,
        Parallelism = 1,
        InFlight = 10,
    };

    public void Dispose() => Models.Dispose();
}
