using ImageClassification.Contracts;
using ImageClassification.Hosting;
using ImageClassification.Inference;

namespace ImageClassification.Classifier.Queue;

internal sealed class QueueOptions
{
    /// <summary>The folder that holds a folder for each model: MODELS_DIR, which the image sets.</summary>
    public required string ModelsDirectory { get; init; }

    /// <summary>The default model: MODEL.</summary>
    public required ModelName Model { get; init; }

    /// <summary>The bucket that work items may name: BUCKET, 3 to 63 characters.</summary>
    public required string Bucket { get; init; }

    /// <summary>The table of predictions: TABLE_NAME, 3 to 255 characters.</summary>
    public required string TableName { get; init; }

    /// <summary>The queue that messages come from: QUEUE_URL, an absolute URL.</summary>
    public required string QueueUrl { get; init; }

    /// <summary>The queue that gets a message for each complete batch: COMPLETION_QUEUE_URL, an absolute URL.</summary>
    public required string CompletionQueueUrl { get; init; }

    /// <summary>The queue of messages whose last try failed: DEAD_LETTER_QUEUE_URL, an absolute URL.</summary>
    public required string DeadLetterQueueUrl { get; init; }

    /// <summary>The longest that one invocation takes, in seconds: CLASSIFIER_TIMEOUT, 1 to 900, as the function's.</summary>
    public required int Timeout { get; init; }

    /// <summary>Receives after which SQS moves a message to the dead-letter queue: MAX_RECEIVE_COUNT, 1 to 1,000, as the queue's redrive policy says.</summary>
    public required int MaxReceiveCount { get; init; }

    /// <summary>Seconds that a received message stays invisible: VISIBILITY_TIMEOUT, 1 to 43,200, equal to the queue's.</summary>
    public required int VisibilityTimeout { get; init; }

    /// <summary>The longest object that is fetched: MAX_OBJECT_BYTES, 1 KB to 1 GB, by default 52,428,800.</summary>
    public required int MaxObjectBytes { get; init; }

    /// <summary>The largest image that is decoded, in pixels: MAX_IMAGE_PIXELS, 1 to 178 million, by default 64 million.</summary>
    public required int MaxImagePixels { get; init; }

    /// <summary>Images decoded and run at a time: PARALLELISM, 1 to 64, by default the vCPUs that the memory pays for.</summary>
    public required int Parallelism { get; init; }

    /// <summary>Messages worked on at a time, most of which wait for S3 and DynamoDB: as many as fit into the memory, by <see cref="MemoryBudget"/>.</summary>
    public required int InFlight { get; init; }

    /// <summary>How the log names images: LOG_IMAGE_KEYS, true or false, by default false.</summary>
    public ImageNames Names { get; init; } = new(areKeys: false);

    /// <exception cref="ConfigurationException">A variable is missing or out of range.</exception>
    public static QueueOptions Read(EnvironmentOptions environment)
    {
        var memory = environment.Int32("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", 128, 10_240, MemoryBudget.MegabytesPerProcessor);
        var maxObjectBytes = environment.MaxObjectBytes();
        var maxImagePixels = environment.Int32("MAX_IMAGE_PIXELS", 1, InferenceOptions.HighestMaxPixels, InferenceOptions.DefaultMaxPixels);
        var parallelism = environment.Int32("PARALLELISM", 1, 64, Math.Min(MemoryBudget.Processors(memory), Environment.ProcessorCount));
        return new QueueOptions
        {
            ModelsDirectory = environment.Folder("MODELS_DIR"),
            Model = environment.Model("MODEL"),
            Bucket = environment.Bucket("BUCKET"),
            TableName = environment.Table("TABLE_NAME"),
            QueueUrl = environment.Url("QUEUE_URL"),
            CompletionQueueUrl = environment.Url("COMPLETION_QUEUE_URL"),
            DeadLetterQueueUrl = environment.Url("DEAD_LETTER_QUEUE_URL"),
            Timeout = environment.Int32("CLASSIFIER_TIMEOUT", 1, 900),
            MaxReceiveCount = environment.Int32("MAX_RECEIVE_COUNT", 1, 1000),
            VisibilityTimeout = environment.Int32("VISIBILITY_TIMEOUT", 1, 43_200),
            MaxObjectBytes = maxObjectBytes,
            MaxImagePixels = maxImagePixels,
            Parallelism = parallelism,
            Names = ImageNames.Read(environment),
            InFlight = MemoryBudget.InFlight(memory, parallelism, maxImagePixels, maxObjectBytes),
        };
    }
}
