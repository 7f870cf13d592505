using ImageClassification.Hosting;

namespace ImageClassification.Ingest;

internal sealed class IngestOptions
{
    /// <summary>Where work items go: QUEUE_URL, an absolute URL.</summary>
    public required string QueueUrl { get; init; }

    /// <summary>The bucket that events and S3 Batch Operations may name: BUCKET, 3 to 63 characters.</summary>
    public required string Bucket { get; init; }

    /// <summary>The folder that holds a folder for each model: MODELS_DIR, by default beside the function.</summary>
    public string ModelsDirectory { get; init; } = KnownModels.Beside;

    /// <summary>How the log names images: LOG_IMAGE_KEYS, true or false, by default false.</summary>
    public ImageNames Names { get; init; } = new(areKeys: false);

    /// <exception cref="ConfigurationException">A variable is missing or out of range.</exception>
    public static IngestOptions Read(EnvironmentOptions environment) => new()
    {
        QueueUrl = environment.Url("QUEUE_URL"),
        Bucket = environment.Bucket("BUCKET"),
        ModelsDirectory = environment.Optional("MODELS_DIR", KnownModels.Beside),
        Names = ImageNames.Read(environment),
    };
}
