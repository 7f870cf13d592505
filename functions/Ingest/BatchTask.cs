namespace ImageClassification.Ingest;

/// <summary>One object of an S3 Batch Operations job.</summary>
/// <param name="TaskId">Names the task in the answer.</param>
/// <param name="S3Key">Encoded as in a form.</param>
/// <param name="S3VersionId">Null where the manifest names none.</param>
/// <param name="S3BucketArn">Schema 1.0.</param>
/// <param name="S3Bucket">The bucket's name; schema 2.0.</param>
internal sealed record BatchTask(string TaskId, string S3Key, string? S3VersionId, string? S3BucketArn, string? S3Bucket)
{
    public string Bucket => S3Bucket ?? S3BucketArn?.Split(':')[^1] ?? "";
}
