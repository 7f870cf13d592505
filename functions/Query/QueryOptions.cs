using ImageClassification.Hosting;

namespace ImageClassification.Query;

internal sealed record QueryOptions
{
    /// <summary>The table of predictions: TABLE_NAME, 3 to 255 characters.</summary>
    public required string TableName { get; init; }

    /// <summary>The bucket that predictions are about: BUCKET, 3 to 63 characters.</summary>
    public required string Bucket { get; init; }

    /// <summary>The bucket that exports are written to and manifests read from: DATA_BUCKET, 3 to 63 characters.</summary>
    public required string DataBucket { get; init; }

    /// <summary>Whether uploads to BUCKET are signed and batches deleted from it: ALLOW_UPLOADS, by default false.</summary>
    public required bool AllowUploads { get; init; }

    /// <summary>The queue of work items: QUEUE_URL, an absolute URL.</summary>
    public required string QueueUrl { get; init; }

    /// <summary>The longest upload that is signed: MAX_OBJECT_BYTES, 1 KB to 1 GB, by default 52,428,800, as the Classifier's.</summary>
    public required int MaxObjectBytes { get; init; }

    /// <summary>The longest that one invocation of the Classifier takes, in seconds: CLASSIFIER_TIMEOUT, 1 to 900, as the function's.</summary>
    public required int ClassifierTimeout { get; init; }

    /// <summary>The folder that holds a folder for each model: MODELS_DIR, by default beside the function.</summary>
    public string ModelsDirectory { get; init; } = KnownModels.Beside;

    /// <exception cref="ConfigurationException">A variable is missing or out of range.</exception>
    public static QueryOptions Read(EnvironmentOptions environment) => new()
    {
        TableName = environment.Table("TABLE_NAME"),
        Bucket = environment.Bucket("BUCKET"),
        ModelsDirectory = environment.Optional("MODELS_DIR", KnownModels.Beside),
        DataBucket = environment.Bucket("DATA_BUCKET"),
        AllowUploads = environment.Flag("ALLOW_UPLOADS"),
        QueueUrl = environment.Url("QUEUE_URL"),
        MaxObjectBytes = environment.MaxObjectBytes(),
        ClassifierTimeout = environment.Int32("CLASSIFIER_TIMEOUT", 1, 900),
    };
}
