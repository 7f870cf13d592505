namespace ImageClassification.Contracts;

/// <summary>
/// S3's order of the events of one key: hexadecimal digits of varying length, of which the shorter is padded
/// on its right with zeros before both are compared as text.
/// <see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html"/>
/// </summary>
public readonly record struct Sequencer : IComparable<Sequencer>
{
    /// <summary>Wider than any that S3 has sent (16 to 18 digits).</summary>
    private const int Width = 32;

    public Sequencer(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        Value = value.ToUpperInvariant().PadRight(Width, '0');
    }

    /// <summary>Padded and upper-case, so that ordinal order of the text is the order of the events.</summary>
    public string Value { get; }

    public static bool operator <(Sequencer left, Sequencer right) => left.CompareTo(right) < 0;

    public static bool operator >(Sequencer left, Sequencer right) => left.CompareTo(right) > 0;

    public static bool operator <=(Sequencer left, Sequencer right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Sequencer left, Sequencer right) => left.CompareTo(right) >= 0;

    public static Sequencer? From(string? value) => string.IsNullOrWhiteSpace(value) ? null : new Sequencer(value);

    public int CompareTo(Sequencer other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;
}
