using System.Text;
using System.Text.Json.Serialization;

namespace ImageClassification.Contracts;

/// <summary>A batch: the first folder of its objects under <see cref="ImagePrefix"/>.</summary>
[JsonConverter(typeof(NameJsonConverter<BatchName>))]
public readonly record struct BatchName : IName<BatchName>
{
    /// <summary>Bytes of UTF-8, so that a key has room for the prefix before it, and a slash and a name behind.</summary>
    public static int MaxBytes => ImagePrefix.Layout.MaxBatchBytes;

    private readonly string? _text;

    private BatchName(string text) => _text = text;

    public static string Form => $"a batch's name: 1 to {MaxBytes:N0} bytes, and no slash";

    /// <summary>The batch of the objects directly under the prefix.</summary>
    public static BatchName Default { get; } = new(KeyLayout.DefaultBatch);

    /// <summary>The prefix of its objects' keys: uploads/trip/.</summary>
    public string Folder => ImagePrefix.Layout.PrefixOf(this);

    /// <returns>Null if no object's first folder can have this name, or for null: no slash, and 1 to <see cref="MaxBytes"/> bytes.</returns>
    public static BatchName? From(string? text) =>
        text is { Length: > 0 } && !text.Contains('/', StringComparison.Ordinal) && Encoding.UTF8.GetByteCount(text) <= MaxBytes ? new BatchName(text) : null;

    /// <exception cref="FormatException">The text breaks the rule of <see cref="From"/>.</exception>
    public static BatchName Parse(string text) =>
        From(text) ?? throw new FormatException($"A batch's name must have 1 to {MaxBytes:N0} bytes, and no slash.");

    /// <summary>The first folder of a key, or of a prefix of keys, under <see cref="ImagePrefix"/>; without one, <see cref="Default"/>.</summary>
    public static BatchName Of(string key) => new(ImagePrefix.Layout.BatchOf(key));

    public static implicit operator string(BatchName name) => name.ToString();

    public override string ToString() => _text ?? throw new InvalidOperationException("The batch's name was never set.");
}
