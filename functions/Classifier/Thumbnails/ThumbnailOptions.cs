using ImageClassification.Hosting;
using ImageClassification.Inference;

namespace ImageClassification.Classifier.Thumbnails;

internal sealed class ThumbnailOptions
{
    /// <summary>The bucket of the images: BUCKET, 3 to 63 characters.</summary>
    public required string Bucket { get; init; }

    /// <summary>The bucket in which thumbnails are stored: DATA_BUCKET, 3 to 63 characters.</summary>
    public required string DataBucket { get; init; }

    /// <summary>Whether thumbnails are stored there: THUMBNAIL_DAYS, 0 to 3650, by default 0 for no. The bucket's lifecycle rule sets how long.</summary>
    public required bool IsKept { get; init; }

    /// <summary>The longest object that is fetched: MAX_OBJECT_BYTES, 1 KB to 1 GB, by default 52,428,800.</summary>
    public required int MaxObjectBytes { get; init; }

    /// <summary>The largest picture that is decoded, in pixels: MAX_IMAGE_PIXELS, 1 to 178 million, by default 64 million.</summary>
    public required int MaxImagePixels { get; init; }

    /// <exception cref="ConfigurationException">A variable is missing or out of range.</exception>
    public static ThumbnailOptions Read(EnvironmentOptions environment) => new()
    {
        Bucket = environment.Bucket("BUCKET"),
        DataBucket = environment.Bucket("DATA_BUCKET"),
        IsKept = environment.Int32("THUMBNAIL_DAYS", 0, 3650, 0) > 0,
        MaxObjectBytes = environment.MaxObjectBytes(),
        MaxImagePixels = environment.Int32("MAX_IMAGE_PIXELS", 1, InferenceOptions.HighestMaxPixels, InferenceOptions.DefaultMaxPixels),
    };
}
