using System.Runtime.CompilerServices;
using System.Text.Json;

namespace ImageClassification.Query.Backfill;

/// <summary>
/// SageMaker's manifest files, <c>[{"prefix": "s3://bucket/folder/"}, "a.jpg", "b.jpg"]</c>.
/// <see href="https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_S3DataSource.html"/>
/// </summary>
internal static class ManifestArray
{
    /// <param name="json">From its beginning.</param>
    /// <param name="position">Elements to pass over.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>A row for each element.</returns>
    public static async IAsyncEnumerable<ManifestRow> ReadAsync(
        Stream json, long position, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (prefix, next) = ("", 0L);
        await foreach (var element in JsonSerializer.DeserializeAsyncEnumerable(json, BackfillJson.Api.JsonElement, cancellationToken))
        {
            next++;
            if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty("prefix", out var value))
            {
                prefix = Text(value) ?? throw new InvalidDataException("Its prefix must be a text: s3://bucket/folder/.");
            }
            else if (next > position)
            {
                yield return new(Text(element) is { } name ? ObjectLocation.From(prefix + name) : null, element.GetRawText(), next);
            }
        }
    }

    /// <returns>Null for what is no text, and for one with half of a surrogate pair.</returns>
    private static string? Text(JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
