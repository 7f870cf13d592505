using System.Text;
using System.Text.Json.Serialization;

namespace ImageClassification.Contracts;

/// <summary>The decoded key of an S3 object.</summary>
[JsonConverter(typeof(NameJsonConverter<ObjectKey>))]
public readonly record struct ObjectKey : IName<ObjectKey>
{
    /// <summary>S3's limit, in bytes of UTF-8.</summary>
    public const int MaxBytes = 1024;

    private readonly string? _text;

    private ObjectKey(string text) => _text = text;

    public static string Form => $"a key of 1 to {MaxBytes:N0} bytes";

    public BatchName Batch => BatchName.Of(this);

    /// <summary>Whether the object is an image to classify: under <see cref="ImagePrefix"/>, and not a folder's placeholder.</summary>
    public bool IsImage => ImagePrefix.Layout.IsImage(ToString());

    /// <summary>Its folder below its batch's; null for none.</summary>
    public string? Folder => ImagePrefix.Layout.FolderOf(ToString());

    /// <returns>Null if no object can have this key, or for null: 1 to 1,024 bytes.</returns>
    public static ObjectKey? From(string? text) => text is { Length: > 0 } && IsShort(text) ? new ObjectKey(text) : null;

    /// <exception cref="FormatException">The text has no or more than 1,024 bytes.</exception>
    public static ObjectKey Parse(string text) => From(text) ?? throw new FormatException($"A key must have 1 to {MaxBytes:N0} bytes.");

    /// <summary>Whether a key, or a prefix of keys, is no longer than S3 allows.</summary>
    public static bool IsShort(string text) => Encoding.UTF8.GetByteCount(text) <= MaxBytes;

    public static implicit operator string(ObjectKey key) => key.ToString();

    public override string ToString() => _text ?? throw new InvalidOperationException("The key was never set.");
}
