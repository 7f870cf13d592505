using System.Text;

namespace ImageClassification.Contracts;

/// <summary>Batch, folder and name of an image, from its key below the prefix.</summary>
/// <param name="Prefix">May be empty, and need not end with a slash.</param>
internal sealed record KeyLayout(string Prefix)
{
    public const string DefaultBatch = "default";

    public int MaxBatchBytes => ObjectKey.MaxBytes - Encoding.UTF8.GetByteCount(Prefix) - 2;

    public bool IsImage(string key) => key.StartsWith(Prefix, StringComparison.Ordinal) && !key.EndsWith('/');

    public string BatchOf(string key)
    {
        var rest = key.StartsWith(Prefix, StringComparison.Ordinal) ? key[Prefix.Length..] : key;
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && Encoding.UTF8.GetByteCount(rest.AsSpan(0, slash)) <= MaxBatchBytes ? rest[..slash] : DefaultBatch;
    }

    public string PrefixOf(string batch) => $"{Prefix}{batch}/";

    /// <returns>The object's folder below its batch's; null for none.</returns>
    public string? FolderOf(string key) =>
        BatchOf(key) is not DefaultBatch and var batch && key.StartsWith(PrefixOf(batch), StringComparison.Ordinal)
        && key[PrefixOf(batch).Length..].Split('/') is [.., { Length: > 0 } name, _] ? name : null;
}
