using System.Security.Cryptography;
using System.Text;
using ImageClassification.Contracts;

namespace ImageClassification.Hosting;

/// <summary>How logs name an image: by a hash, because its key may be personal, or by the key itself.</summary>
public sealed class ImageNames(bool areKeys)
{
    private const int HashLength = 16;

    /// <summary>LOG_IMAGE_KEYS, by default false: hashes.</summary>
    /// <exception cref="ConfigurationException">The variable is neither true nor false.</exception>
    public static ImageNames Read(EnvironmentOptions environment) => new(environment.Flag("LOG_IMAGE_KEYS"));

    /// <summary>The work item's key; for a check, the batch's folder.</summary>
    /// <returns>The key, or the first 16 hexadecimal digits of its SHA-256.</returns>
    public string Of(WorkItem item) => Of(item switch
    {
        WorkItem.Classify classify => classify.Key,
        WorkItem.Delete delete => delete.Key,
        WorkItem.Check check => check.Batch.Folder,
        _ => throw new ArgumentException($"Work of the kind {item.GetType().Name} has no name.", nameof(item)),
    });

    private string Of(string key) => areKeys ? key : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..HashLength];
}
