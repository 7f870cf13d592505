namespace ImageClassification.Query.Backfill;

/// <summary>An object, or one version of it, that a manifest names.</summary>
internal readonly record struct ObjectLocation(string Bucket, string Key, bool IsLatest = true, bool IsDeleteMarker = false)
{
    private const string Scheme = "s3://";

    /// <param name="uri">s3://bucket/key, the key as it is.</param>
    public static ObjectLocation? From(string? uri) =>
        uri?.StartsWith(Scheme, StringComparison.Ordinal) == true && uri[Scheme.Length..].Split('/', 2) is [var bucket, var key]
            ? new ObjectLocation(bucket, key)
            : null;
}
