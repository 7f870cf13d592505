using System.Globalization;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Amazon.S3;
using Amazon.S3.Model;
using ImageClassification.Contracts;
using ImageClassification.Query.Http;

namespace ImageClassification.Query.Backfill;

/// <summary>
/// The images that an object lists, read as a stream: a report of S3 Inventory by its manifest.json, one JSON array, or lines
/// (<see cref="ManifestLine"/>), also compressed by gzip. The cursor is the number of bytes read, before compression, or of the
/// array's elements or of rows; before it, of a report, the file's number.
/// </summary>
/// <param name="s3">Where all is.</param>
/// <param name="manifests">The bucket of the manifests.</param>
/// <param name="bucket">The bucket of the images.</param>
internal sealed class Manifest(IAmazonS3 s3, string manifests, string bucket)
{
    /// <summary>Nothing else is read.</summary>
    public const string Prefix = "manifests/";

    /// <summary>Bytes of a report's manifest.json, which names hundreds of files at most.</summary>
    private const int LongestReport = 4 << 20;

    /// <param name="key">Of the manifest.</param>
    /// <param name="model">The model to use.</param>
    /// <param name="cursor">Of the last row that was seen; null or empty begins.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="BadRequestException">There is no such object, or the cursor is not of it.</exception>
    /// <exception cref="InvalidDataException">The object is no manifest, or is cut off.</exception>
    /// <exception cref="JsonException">The object is no JSON array, though it begins as one.</exception>
    public async IAsyncEnumerable<BackfillRow> ReadAsync(
        string key, ModelName? model, string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (first, position) = Parse(cursor);
        var report = await FindReportAsync(key, cancellationToken);
        var files = report?.Files ?? [key];
        for (var at = first; at < files.Count; at++)
        {
            await foreach (var (row, share) in ReadFileAsync(files[at], report, position, cancellationToken))
            {
                var next = row.Next.ToString(CultureInfo.InvariantCulture);
                yield return Row(row, report is null ? next : $"{at}:{next}", model) with { Done = (at + share) / files.Count };
            }

            position = 0;
        }
    }

    private async IAsyncEnumerable<(ManifestRow Row, double Done)> ReadFileAsync(
        string key, Inventory? report, long position, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var opened = await OpenAsync(key, 0, cancellationToken);
        await using var counted = new CountingStream(opened.ResponseStream);
        var text = PipeReader.Create(counted);
        if (await BeginsWithAsync(text, "PAR1"u8.ToArray(), cancellationToken))
        {
            await foreach (var row in ParquetInventory.ReadAsync(text.AsStream(), position, cancellationToken))
            {
                yield return (row, 0); // its rows have no place in the file
            }

            yield break;
        }

        if (await BeginsWithAsync(text, "ORC"u8.ToArray(), cancellationToken))
        {
            throw new InvalidDataException("It is an ORC file. Have S3 Inventory write CSV or Parquet.");
        }

        var isCompressed = await BeginsWithAsync(text, [0x1f, 0x8b], cancellationToken);
        if (isCompressed)
        {
            text = PipeReader.Create(new GZipStream(text.AsStream(), CompressionMode.Decompress));
        }

        if (report is null && await BeginsWithAsync(text, [(byte)'['], cancellationToken))
        {
            await foreach (var row in ManifestArray.ReadAsync(text.AsStream(), position, cancellationToken))
            {
                yield return (row, counted.Count / (double)opened.ContentLength);
            }

            yield break;
        }

        // A compressed text can only be read from its beginning.
        using var rest = isCompressed || position == 0 || position >= opened.ContentLength ? null : await OpenAsync(key, position, cancellationToken);
        var lines = new ManifestLine(report?.Columns ?? ManifestLine.BucketAndKey);
        var rows = rest is null
            ? lines.ReadAsync(text, skip: position, position, cancellationToken)
            : lines.ReadAsync(PipeReader.Create(rest.ResponseStream), skip: 0, position, cancellationToken);
        await foreach (var row in rows)
        {
            yield return (row, (isCompressed ? counted.Count : row.Next) / (double)opened.ContentLength);
        }
    }

    private static (int File, long Position) Parse(string? cursor)
    {
        var (file, position) = (0, 0L);
        var parts = cursor is { Length: > 0 } ? cursor.Split(':') : [];
        BadRequestException.ThrowIf(
            parts.Length > 2
            || (parts.Length > 0 && !long.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out position))
            || (parts.Length > 1 && !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out file)),
            "The cursor does not belong to a manifest. Use nextCursor of the slice before, or none to begin.");
        return (file, position);
    }

    private async Task<Inventory?> FindReportAsync(string key, CancellationToken cancellationToken)
    {
        if (!key.EndsWith(Inventory.FileName, StringComparison.Ordinal))
        {
            return null;
        }

        using var opened = await OpenAsync(key, 0, cancellationToken);
        if (opened.ContentLength > LongestReport || Read(await new StreamReader(opened.ResponseStream).ReadToEndAsync(cancellationToken)) is not { } report)
        {
            return null;
        }

        BadRequestException.ThrowIf(report.SourceBucket != bucket, $"The inventory is of bucket {report.SourceBucket}, not of {bucket}.");
        BadRequestException.ThrowIf(report.Format is not ("CSV" or "Parquet"), $"The inventory is in {report.Format}. Have S3 Inventory write CSV or Parquet.");
        BadRequestException.ThrowIf(
            report.Files.FirstOrDefault(file => !file.StartsWith(Prefix, StringComparison.Ordinal)) is not null,
            $"The inventory's files are not under {Prefix} in {manifests}. Have S3 Inventory deliver there, or copy them and write their keys into {Inventory.FileName}.");
        return report;
    }

    /// <returns>Null for what is no JSON: lines of it, for example.</returns>
    private static Inventory? Read(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return Inventory.Read(json.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task<bool> BeginsWithAsync(PipeReader reader, byte[] bytes, CancellationToken cancellationToken)
    {
        var read = await reader.ReadAtLeastAsync(bytes.Length, cancellationToken);
        var isSo = read.Buffer.Length >= bytes.Length && System.Buffers.BuffersExtensions.ToArray(read.Buffer.Slice(0, bytes.Length)).AsSpan().SequenceEqual(bytes);
        reader.AdvanceTo(read.Buffer.Start);
        return isSo;
    }

    private async Task<GetObjectResponse> OpenAsync(string key, long from, CancellationToken cancellationToken)
    {
        var request = new GetObjectRequest { BucketName = manifests, Key = key, ByteRange = from == 0 ? null : new ByteRange(from, long.MaxValue) };
        try
        {
            return await s3.GetObjectAsync(request, cancellationToken);
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            throw new BadRequestException($"There is no object {key} in {manifests}.");
        }
    }

    private BackfillRow Row(ManifestRow row, string next, ModelName? model)
    {
        var (location, text, _) = row;
        return location switch
        {
            null => Skip("It cannot be read: bucket,key is expected, or {\"source-ref\": \"s3://bucket/key\"}"),
            { } other when other.Bucket != bucket => Skip($"It is of another bucket: {bucket} is expected"),
            { IsDeleteMarker: true } => Skip("It is a delete marker"),
            { IsLatest: false } => Skip("It is an old version"),
            { } named when ObjectKey.From(named.Key) is not { IsImage: true } => Skip($"It is not an image under s3://{bucket}/{ImagePrefix.Text}"),
            { } named => new(new(bucket, ObjectKey.Parse(named.Key), ObjectVersion.Unknown) { Model = model }, next),
        };

        BackfillRow Skip(string reason) => new(null, next) { SkippedBecause = reason, Text = text };
    }
}
