using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Net;
using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;
using ImageClassification.Contracts;
using ImageClassification.Query.Http;

namespace ImageClassification.Query.Backfill;

/// <summary>
/// The images that an object lists, read as a stream: one JSON array, or lines (<see cref="ManifestLine"/>), also compressed
/// by gzip. The cursor is the number of bytes read, before compression, or of the array's elements.
/// </summary>
/// <param name="s3">Where all is.</param>
/// <param name="manifests">The bucket of the manifests.</param>
/// <param name="bucket">The bucket of the images.</param>
internal sealed class Manifest(IAmazonS3 s3, string manifests, string bucket)
{
    /// <summary>Nothing else is read.</summary>
    public const string Prefix = "manifests/";

    /// <param name="key">Of the manifest.</param>
    /// <param name="model">The model to use.</param>
    /// <param name="cursor">Of the last row that was seen.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="BadRequestException">There is no such object, or the cursor is not of it.</exception>
    /// <exception cref="InvalidDataException">The object is no manifest.</exception>
    /// <exception cref="System.Text.Json.JsonException">The object is no JSON array, though it begins as one.</exception>
    public async IAsyncEnumerable<BackfillRow> ReadAsync(
        string key, ModelName? model, string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var position = Parse(cursor);
        using var opened = await OpenAsync(key, 0, cancellationToken);
        var text = PipeReader.Create(opened.ResponseStream);
        var isCompressed = await BeginsWithAsync(text, [0x1f, 0x8b], cancellationToken);
        if (isCompressed)
        {
            text = PipeReader.Create(new GZipStream(text.AsStream(), CompressionMode.Decompress));
        }

        if (await BeginsWithAsync(text, [(byte)'['], cancellationToken))
        {
            await foreach (var (location, next) in ManifestArray.ReadAsync(text.AsStream(), position, cancellationToken))
            {
                yield return Row(location, next, model);
            }

            yield break;
        }

        // A compressed text can only be read from its beginning.
        using var rest = isCompressed || position == 0 || position >= opened.ContentLength ? null : await OpenAsync(key, position, cancellationToken);
        var lines = rest is null
            ? ManifestLine.ReadAsync(text, skip: position, position, cancellationToken)
            : ManifestLine.ReadAsync(PipeReader.Create(rest.ResponseStream), skip: 0, position, cancellationToken);
        await foreach (var (location, next) in lines)
        {
            yield return Row(location, next, model);
        }
    }

    private static long Parse(string? cursor)
    {
        var position = 0L;
        BadRequestException.ThrowIf(
            cursor is not null && !long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out position),
            "The cursor does not belong to a manifest. Use nextCursor of the slice before, or none to begin.");
        return position;
    }

    private static async Task<bool> BeginsWithAsync(PipeReader reader, byte[] bytes, CancellationToken cancellationToken)
    {
        var read = await reader.ReadAtLeastAsync(bytes.Length, cancellationToken);
        var isSo = read.Buffer.Length >= bytes.Length && read.Buffer.Slice(0, bytes.Length).ToArray().AsSpan().SequenceEqual(bytes);
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

    private BackfillRow Row(ObjectLocation? location, long next, ModelName? model) => new(
        location is { } named && named.Bucket == bucket && ObjectKey.From(named.Key) is { IsImage: true } key
            ? new(bucket, key, ObjectVersion.Unknown) { Model = model }
            : null,
        next.ToString(CultureInfo.InvariantCulture));
}
