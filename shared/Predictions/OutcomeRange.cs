using System.Buffers.Text;
using System.Text;
using ImageClassification.Contracts;

namespace ImageClassification.Predictions;

/// <summary>The part of a batch's outcomes that a page is read from.</summary>
/// <param name="Low">Inclusive.</param>
/// <param name="High">Inclusive.</param>
/// <param name="After">The outcome that the page before ended with, left out; null on the first page.</param>
internal sealed record OutcomeRange(string Low, string High, string? After)
{
    /// <summary>Sorts behind every character that an outcome holds.</summary>
    private const string End = "\uffff";

    /// <summary>Sorts before every character that an outcome holds; a key's bound cannot be empty.</summary>
    private const string Start = "!";

    /// <summary>DynamoDB's limit for a sort key, in bytes: a longer one would be a fault of the request to it.</summary>
    private const int LongestOutcome = 1024;

    public static OutcomeRange All { get; } = new(Start, End, null);

    /// <exception cref="InvalidCursorException">The cursor lies outside what the filter allows.</exception>
    public static OutcomeRange For(BatchFilter filter)
    {
        var status = filter.Status ?? (filter.Label is null && filter.MinimumConfidence is null ? null : PredictionStatus.Classified);
        var prefix = status is null ? "" : PredictionKeys.Outcomes(status.Value, filter.Label);
        var low = filter is { Label: not null, MinimumConfidence: { } minimum } ? prefix + PredictionKeys.Confidence(minimum) : prefix;
        var all = new OutcomeRange(low.Length > 0 ? low : Start, prefix + End, null);
        if (filter.Cursor is null)
        {
            return all;
        }

        var after = Decode(filter.Cursor);
        if (!Ascii.IsValid(after) || after.Length > LongestOutcome || string.CompareOrdinal(after, all.Low) < 0 || string.CompareOrdinal(after, all.High) > 0)
        {
            throw new InvalidCursorException();
        }

        return filter.Descending ? all with { High = after, After = after } : all with { Low = after, After = after };
    }

    public static string Cursor(string outcome) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(outcome));

    private static string Decode(string cursor)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Base64Url.DecodeFromChars(cursor));
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            throw new InvalidCursorException();
        }
    }
}
