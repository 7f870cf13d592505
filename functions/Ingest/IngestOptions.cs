using System.ComponentModel.DataAnnotations;
using ImageClassification.Hosting;

namespace ImageClassification.Ingest;

internal sealed class IngestOptions
{
    /// <summary>Where work items go: QUEUE_URL, an absolute URL.</summary>
    [Required]
    [Url]
    public required string QueueUrl { get; init; }

    /// <summary>The bucket that events and S3 Batch Operations may name: BUCKET, 3 to 63 characters.</summary>
    [Required]
    [Name(3, 63, NameAttribute.Lowercase)]
    public required string Bucket { get; init; }

    /// <exception cref="ConfigurationException">A variable is missing or out of range.</exception>
    public static IngestOptions Read(EnvironmentOptions environment) => EnvironmentOptions.Validated(
        new IngestOptions { QueueUrl = environment.Required("QUEUE_URL"), Bucket = environment.Required("BUCKET") },
        new IngestOptionsValidator());
}
