using System.ComponentModel.DataAnnotations;
using ImageClassification.Contracts;
using ImageClassification.Hosting;

namespace ImageClassification.Classifier.Synchronous;

internal sealed class ClassifyOptions
{
    /// <inheritdoc cref="ClassifierOptions.ModelsDirectory"/>
    [Required]
    public required string ModelsDirectory { get; init; }

    /// <inheritdoc cref="ClassifierOptions.Model"/>
    public required ModelName Model { get; init; }

    /// <summary>The bucket that requests may name: BUCKET, 3 to 63 characters. By default none.</summary>
    [Name(3, 63, NameAttribute.Lowercase)]
    public string? Bucket { get; init; }

    /// <inheritdoc cref="ClassifierOptions.MaxObjectBytes"/>
    [Range(1024, 1 << 30)]
    public required int MaxObjectBytes { get; init; }

    /// <inheritdoc cref="ClassifierOptions.MaxImagePixels"/>
    [Range(1, 178_000_000)]
    public required int MaxImagePixels { get; init; }

    /// <summary>Whether URLs may be http: ALLOW_HTTP_URLS, by default false.</summary>
    public required bool AllowHttpUrls { get; init; }

    /// <summary>
    /// Whether URLs may lead to this machine, by http and on any port: ALLOW_LOOPBACK_URLS, by default false. For tests
    /// only: on AWS the function's own runtime listens there.
    /// </summary>
    public required bool AllowLoopbackUrls { get; init; }

    /// <exception cref="ConfigurationException">A variable is missing or out of range.</exception>
    public static ClassifyOptions Read(EnvironmentOptions environment) => EnvironmentOptions.Validated(
        new ClassifyOptions
        {
            ModelsDirectory = environment.Required("MODELS_DIR"),
            Model = environment.Model("MODEL"),
            Bucket = environment.Optional("BUCKET", "") is { Length: > 0 } bucket ? bucket : null,
            MaxObjectBytes = environment.Int32("MAX_OBJECT_BYTES", 50 << 20),
            MaxImagePixels = environment.Int32("MAX_IMAGE_PIXELS", 64_000_000),
            AllowHttpUrls = environment.Flag("ALLOW_HTTP_URLS"),
            AllowLoopbackUrls = environment.Flag("ALLOW_LOOPBACK_URLS"),
        },
        new ClassifyOptionsValidator());
}
