using ImageClassification.Classifier.Http;
using ImageClassification.Classifier.Queue;
using ImageClassification.Hosting;

namespace ImageClassification.Classifier.Serve;

internal sealed class ServeOptions
{
    private const string AzurePort = "FUNCTIONS_CUSTOMHANDLER_PORT";

    /// <summary>The model, and which images are taken.</summary>
    public required ClassifyOptions Classify { get; init; }

    /// <summary>Where it listens: FUNCTIONS_CUSTOMHANDLER_PORT, which Azure Functions sets, else PORT; 1 to 65,535, by default 8,080.</summary>
    public required int Port { get; init; }

    /// <summary>Whether Azure Functions forwards the requests.</summary>
    public required bool IsAzure { get; init; }

    /// <summary>Images decoded and classified at a time: PARALLELISM, 1 to 64, by default the most that processors and memory allow.</summary>
    public required int Parallelism { get; init; }

    /// <summary>Requests taken beyond those: QUEUE_LENGTH, 0 to 10,000, by default 100. They wait; further ones get 429.</summary>
    public required int QueueLength { get; init; }

    /// <summary>Bytes of bodies and fetched images that are held at a time: what the memory leaves.</summary>
    public required long HeldBytes { get; init; }

    /// <summary>Seconds for requests in flight after SIGTERM: STOP_SECONDS, 1 to 3,600, by default 9. Cloud Run and Docker kill after 10.</summary>
    public required TimeSpan Patience { get; init; }

    /// <param name="environment">The variables.</param>
    /// <param name="processors">Number of processors that the process may use.</param>
    /// <param name="megabytes">The memory that the process may use.</param>
    /// <exception cref="ConfigurationException">A variable is missing or out of range.</exception>
    public static ServeOptions Read(EnvironmentOptions environment, int processors, int megabytes)
    {
        var classify = ClassifyOptions.Read(environment);
        var fitting = MemoryBudget.Parallelism(megabytes, Math.Min(processors, 64), classify.MaxImagePixels);
        var parallelism = environment.Int32("PARALLELISM", 1, 64, fitting);
        return new ServeOptions
        {
            Classify = classify,
            IsAzure = environment.IsSet(AzurePort),
            Port = environment.Int32(environment.IsSet(AzurePort) ? AzurePort : "PORT", 1, 65_535, 8080),
            Parallelism = parallelism,
            QueueLength = environment.Int32("QUEUE_LENGTH", 0, 10_000, 100),
            HeldBytes = Math.Max(MemoryBudget.Left(megabytes, parallelism, classify.MaxImagePixels), (long)parallelism * classify.MaxObjectBytes),
            Patience = TimeSpan.FromSeconds(environment.Int32("STOP_SECONDS", 1, 3600, 9)),
        };
    }
}
