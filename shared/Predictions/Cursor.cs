using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ImageClassification.Contracts;

namespace ImageClassification.Predictions;

/// <summary>The end of a page, bound to its query: the beginning of a hash of the query, then the position.</summary>
internal static class Cursor
{
    private const int HashLength = 8;

    public static string Write(string query, string position) =>
        Base64Url.EncodeToString([.. Hash(query), .. Encoding.UTF8.GetBytes(position)]);

    /// <summary>
    /// The fields that identify a list. A new field comes last, and only if it is set, so that the cursors
    /// which clients hold stay valid.
    /// </summary>
    public static string QueryOf(BatchFilter filter) => string.Join(
        '\n',
        filter.Batch,
        filter.Model,
        filter.Status?.WireName(),
        filter.Label,
        filter.Code,
        filter.MinimumConfidence?.ToString(CultureInfo.InvariantCulture),
        filter.MaximumConfidence?.ToString(CultureInfo.InvariantCulture),
        filter.Prefix,
        filter.ByConfidence,
        filter.Descending)
        + (filter.Differs is { } dispute ? $"\ndiffers\n{dispute}" : "")
        + (filter.Truth is { } truth ? $"\ntruth\n{truth}" : "");

    /// <returns>The position; null without a cursor.</returns>
    /// <exception cref="InvalidCursorException">It is of another query, or none.</exception>
    public static string? Read(string query, string? cursor)
    {
        if (cursor is null)
        {
            return null;
        }

        try
        {
            var bytes = Base64Url.DecodeFromChars(cursor);
            return bytes.AsSpan().StartsWith(Hash(query))
                ? new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.AsSpan(HashLength))
                : throw new InvalidCursorException();
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            throw new InvalidCursorException();
        }
    }

    private static ReadOnlySpan<byte> Hash(string query) => SHA256.HashData(Encoding.UTF8.GetBytes(query)).AsSpan(0, HashLength);
}
