namespace ImageClassification.Contracts;

/// <summary>Which keys are uploads, and which batch each belongs to.</summary>
public static class Upload
{
    /// <summary>Everything that the pipeline itself writes to the bucket lies outside, so that it never meets its own output.</summary>
    public const string Prefix = "uploads/";

    /// <summary>The batch of objects that lie directly under the prefix.</summary>
    public const string DefaultBatch = "default";

    /// <summary>Whether the key is an image to classify: under the prefix, and not a folder's placeholder.</summary>
    public static bool IsImage(string key) =>
        key.StartsWith(Prefix, StringComparison.Ordinal) && key.Length > Prefix.Length && !key.EndsWith('/');

    /// <summary>The first path segment after the prefix.</summary>
    public static string BatchOf(string key)
    {
        var rest = key.StartsWith(Prefix, StringComparison.Ordinal) ? key[Prefix.Length..] : key;
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 ? rest[..slash] : DefaultBatch;
    }
}
