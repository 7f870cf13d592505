using ImageClassification.Contracts;
using ImageClassification.Hosting;
using ImageClassification.Inference;

namespace ImageClassification.Classifier.Http;

internal sealed class ClassifyOptions
{
    /// <summary>The folder that holds a folder for each model: MODELS_DIR, which the image sets.</summary>
    public required string ModelsDirectory { get; init; }

    /// <summary>The model that answers: MODEL.</summary>
    public required ModelName Model { get; init; }

    /// <summary>The bucket that requests may name: BUCKET, 3 to 63 characters. By default none.</summary>
    public string? Bucket { get; init; }

    /// <summary>The longest picture that is taken: MAX_OBJECT_BYTES, 1 KB to 1 GB, by default 52,428,800.</summary>
    public required int MaxObjectBytes { get; init; }

    /// <summary>The largest picture that is decoded, in pixels: MAX_IMAGE_PIXELS, 1 to 178 million, by default 64 million.</summary>
    public required int MaxImagePixels { get; init; }

    /// <summary>Whether URLs may be http: ALLOW_HTTP_URLS, by default false.</summary>
    public required bool AllowHttpUrls { get; init; }

    /// <summary>
    /// Whether URLs may lead to this machine, by http and on any port: ALLOW_LOOPBACK_URLS, by default false. For tests
    /// only: on AWS the function's own runtime listens there.
    /// </summary>
    public required bool AllowLoopbackUrls { get; init; }

    /// <exception cref="ConfigurationException">A variable is missing or out of range.</exception>
    public static ClassifyOptions Read(EnvironmentOptions environment) => new()
    {
        ModelsDirectory = environment.Folder("MODELS_DIR"),
        Model = environment.Model("MODEL"),
        Bucket = environment.IsSet("BUCKET") ? environment.Bucket("BUCKET") : null,
        MaxObjectBytes = environment.MaxObjectBytes(),
        MaxImagePixels = environment.Int32("MAX_IMAGE_PIXELS", 1, InferenceOptions.HighestMaxPixels, InferenceOptions.DefaultMaxPixels),
        AllowHttpUrls = environment.Flag("ALLOW_HTTP_URLS"),
        AllowLoopbackUrls = environment.Flag("ALLOW_LOOPBACK_URLS"),
    };
}
