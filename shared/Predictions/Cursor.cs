using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ImageClassification.Predictions;

/// <summary>Where a page ended, bound to what was asked: the beginning of a hash of the query, then the position.</summary>
internal static class Cursor
{
    private const int HashLength = 8;

    public static string Write(string query, string position) =>
        Base64Url.EncodeToString([.. Hash(query), .. Encoding.UTF8.GetBytes(position)]);

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
