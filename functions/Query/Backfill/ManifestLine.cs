using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace ImageClassification.Query.Backfill;

/// <summary>
/// Lines of a manifest. CSV as S3 Inventory and S3 Batch Operations have it: bucket, key encoded as in a form, and any
/// further columns. Or JSON as SageMaker's augmented manifests: <c>{"source-ref": "s3://bucket/key"}</c>.
/// <see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory-location.html"/>,
/// <see href="https://docs.aws.amazon.com/sagemaker/latest/dg/augmented-manifest.html"/>
/// </summary>
/// <param name="columns">Of CSV, by S3 Inventory's names.</param>
internal sealed class ManifestLine(IReadOnlyList<string> columns)
{
    /// <summary>Bytes. Annotations may be long; what is longer is no list of images.</summary>
    private const int Longest = 1 << 20;

    /// <summary>What S3 Batch Operations writes, and every inventory begins with.</summary>
    public static IReadOnlyList<string> BucketAndKey { get; } = ["Bucket", "Key"];

    private readonly int _bucket = IndexOf(columns, "Bucket");
    private readonly int _key = IndexOf(columns, "Key");
    private readonly int _isLatest = IndexOf(columns, "IsLatest");
    private readonly int _isDeleteMarker = IndexOf(columns, "IsDeleteMarker");

    /// <param name="reader">The text.</param>
    /// <param name="skip">Bytes to pass over.</param>
    /// <param name="position">Of the byte behind those.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>A row for each line. Empty lines are skipped.</returns>
    /// <exception cref="InvalidDataException">A line is too long.</exception>
    public async IAsyncEnumerable<ManifestRow> ReadAsync(
        PipeReader reader, long skip, long position, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            var skipped = Math.Min(skip, read.Buffer.Length);
            var left = read.Buffer.Slice(skipped);
            skip -= skipped;
            while (NextLine(left, read.IsCompleted) is { } line)
            {
                position += line.Length;
                left = left.Slice(line.Length);
                if (Encoding.UTF8.GetString(line).Trim('\uFEFF', '\r', '\n', ' ') is { Length: > 0 } text)
                {
                    yield return new(Parse(text), text, position);
                }
            }

            if (read.IsCompleted)
            {
                yield break;
            }

            if (left.Length > Longest)
            {
                throw new InvalidDataException($"A line is longer than {Longest:N0} bytes.");
            }

            reader.AdvanceTo(left.Start, left.End);
        }
    }

    /// <returns>With its end; null where the line is not complete.</returns>
    private static ReadOnlySequence<byte>? NextLine(ReadOnlySequence<byte> left, bool isAll) =>
        left.PositionOf((byte)'\n') is { } end ? left.Slice(0, left.GetPosition(1, end))
        : isAll && !left.IsEmpty ? left
        : null;

    private ObjectLocation? Parse(string line)
    {
        if (line[0] != '{')
        {
            var cells = line.Split(',');
            return cells.Length > Math.Max(_bucket, _key)
                ? new ObjectLocation(Cell(_bucket), WebUtility.UrlDecode(Cell(_key)), !Is(_isLatest, "false"), Is(_isDeleteMarker, "true"))
                : null;

            string Cell(int column) => cells[column].Trim().Trim('"');

            bool Is(int column, string value) => column >= 0 && column < cells.Length && Cell(column).Equals(value, StringComparison.OrdinalIgnoreCase);
        }

        try
        {
            using var json = JsonDocument.Parse(line);
            return ObjectLocation.From(json.RootElement.TryGetProperty("source-ref", out var source) ? source.GetString() : null);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static int IndexOf(IReadOnlyList<string> columns, string name) => columns.ToList().FindIndex(column => column.Equals(name, StringComparison.OrdinalIgnoreCase));
}
