using System.Text.Json;

namespace ImageClassification.Query.Backfill;

/// <summary>The manifest.json of a report of S3 Inventory: its files, and what their columns are.</summary>
/// <remarks><see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory-location.html"/></remarks>
internal sealed record Inventory(string SourceBucket, string Format, IReadOnlyList<string> Columns, IReadOnlyList<string> Files)
{
    public const string FileName = "manifest.json";

    /// <returns>Null for other JSON of that name.</returns>
    /// <exception cref="InvalidDataException">A field is not as S3 writes it.</exception>
    public static Inventory? Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("sourceBucket", out _) || !json.TryGetProperty("files", out _))
        {
            return null;
        }

        try
        {
            return new(
                json.GetProperty("sourceBucket").GetString()!,
                json.GetProperty("fileFormat").GetString()!,
                [.. json.GetProperty("fileSchema").GetString()!.Split(',', StringSplitOptions.TrimEntries)],
                [.. json.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("key").GetString()!)]);
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException("Its fields are not those of S3 Inventory: sourceBucket, fileFormat, fileSchema, and files with their keys.");
        }
    }
}
