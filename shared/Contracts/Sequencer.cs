using System.Text.Json.Serialization;

namespace ImageClassification.Contracts;

/// <summary>
/// S3's order of the events of one key: hexadecimal digits of varying length, of which the shorter is padded
/// on its right with zeros before both are compared as text.
/// <see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html"/>
/// </summary>
[JsonConverter(typeof(NameJsonConverter<Sequencer>))]
public readonly record struct Sequencer : IName<Sequencer>
{
    /// <summary>Wider than any that S3 has sent (16 to 18 digits).</summary>
    private const int Width = 32;

    private readonly string? _text;

    private Sequencer(string text) => _text = text.ToUpperInvariant().PadRight(Width, '0');

    public static string Form => "a text that is not empty";

    /// <returns>Null for a missing or empty value.</returns>
    public static Sequencer? From(string? text) => string.IsNullOrWhiteSpace(text) ? null : new Sequencer(text);

    /// <summary>Padded and upper-case, so that the ordinal order of the texts is the order of the events.</summary>
    public override string ToString() => _text ?? throw new InvalidOperationException("The sequencer was never set.");
}
