using ImageClassification.Classifier.Queue;
using ImageClassification.Contracts;
using ImageClassification.Inference.Classification;

namespace ImageClassification.Classifier.Tests;

/// <summary>The models, loaded once.</summary>
public sealed class ClassifierFixture : IAsyncLifetime
{
    private static string ModelsDirectory { get; } = Path.Combine(AppContext.BaseDirectory, "models");

    internal ModelCatalog Models { get; private set; } = null!;

    /// <summary>The default.</summary>
    public ImageClassifier Model { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Models = await ModelCatalog.OpenAsync(Options(ModelsDirectory));
        Model = await Models.ForAsync(BatchName.Default);
    }

    public ValueTask DisposeAsync()
    {
        Models.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>To be changed by a test.</summary>
    public static void CopyModels(DirectoryInfo target)
    {
        foreach (var file in Directory.EnumerateFiles(ModelsDirectory, "*", SearchOption.AllDirectories))
        {
            var copy = new FileInfo(Path.Combine(target.FullName, Path.GetRelativePath(ModelsDirectory, file)));
            copy.Directory!.Create();
            File.Copy(file, copy.FullName);
        }
    }

    internal static QueueOptions Options(
        string modelsDirectory, int maxObjectBytes = 50 << 20, int inFlight = 10, int timeout = 60, string model = "clothing") => new()
        {
            ModelsDirectory = modelsDirectory,
            Model = ModelName.Parse(model),
            Bucket = "local-images-000000000000",
            TableName = "predictions",
            QueueUrl = "http://127.0.0.1:1/queue",
            CompletionQueueUrl = "http://127.0.0.1:1/completion",
            DeadLetterQueueUrl = "http://127.0.0.1:1/dead",
            Timeout = timeout,
            MaxReceiveCount = 5,
            VisibilityTimeout = 361,
            MaxObjectBytes = maxObjectBytes,
            MaxImagePixels = 64_000_000,
            Parallelism = 1,
            InFlight = inFlight,
        };
}
