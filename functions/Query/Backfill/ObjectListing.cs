using System.Net;
using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;
using ImageClassification.Contracts;
using ImageClassification.Predictions;
using ImageClassification.Query.Http;

namespace ImageClassification.Query.Backfill;

/// <summary>The objects of a batch, as the bucket lists them: in the order of their keys, which are the cursors.</summary>
internal sealed class ObjectListing(IAmazonS3 s3, string bucket)
{
    private const int MostFolders = 10;

    /// <param name="batch">Its name.</param>
    /// <param name="prefix">
    /// Only keys that begin with it, whole or relative to the batch's folder; null for all. In the default batch also the image
    /// prefix, and the beginning of a folder's name below it: then of every batch.
    /// </param>
    /// <param name="model">The model to use.</param>
    /// <param name="cursor">The last key that was seen; null or empty begins.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="BadRequestException">The prefix is another batch's.</exception>
    /// <exception cref="InvalidCursorException">The cursor is no key.</exception>
    public IAsyncEnumerable<BackfillRow> ReadAsync(
        BatchName batch, string? prefix, ModelName? model, string? cursor, CancellationToken cancellationToken)
    {
        if (!ObjectKey.IsShort(cursor ?? ""))
        {
            throw new InvalidCursorException();
        }

        var after = cursor is { Length: > 0 } ? cursor : null;
        var folder = batch.Folder;
        if (batch == BatchName.Default && IsAboveBatches(prefix))
        {
            return ListAsync(prefix!, null, model, after, cancellationToken);
        }

        if (batch != BatchName.Default || prefix is not null)
        {
            return ListAsync(RequestParameters.Prefix(prefix, folder) ?? folder, null, model, after, cancellationToken);
        }

        // What lies directly under the image prefix is in the default batch, too, and so is what lies in a folder without a name.
        List<(string Prefix, string? Delimiter)> parts = [(ImagePrefix.Text, "/"), ($"{ImagePrefix.Text}/", null), (folder, null)];
        var begun = after is null ? 0 : Math.Max(0, parts.FindLastIndex(part => after.StartsWith(part.Prefix, StringComparison.Ordinal)));
        return parts.Skip(begun).Select((part, index) => ListAsync(part.Prefix, part.Delimiter, model, index == 0 ? after : null, cancellationToken))
            .Aggregate((listed, next) => listed.Concat(next));
    }

    /// <returns>The batches' folders, or where there are none the bucket's: at most ten.</returns>
    public async Task<IReadOnlyList<string>> FoldersAsync(CancellationToken cancellationToken)
    {
        foreach (var prefix in new[] { ImagePrefix.Text, "" })
        {
            var request = new ListObjectsV2Request { BucketName = bucket, Prefix = prefix, Delimiter = "/", MaxKeys = 100, Encoding = EncodingType.Url };
            var page = await s3.ListObjectsV2Async(request, cancellationToken);
            if (page.CommonPrefixes is { Count: > 0 } folders)
            {
                return [.. folders.Take(MostFolders).Select(folder => Decode(page, folder))];
            }
        }

        return [];
    }

    private static bool IsAboveBatches(string? prefix) =>
        prefix?.StartsWith(ImagePrefix.Text, StringComparison.Ordinal) == true && !prefix[ImagePrefix.Text.Length..].Contains('/', StringComparison.Ordinal);

    private async IAsyncEnumerable<BackfillRow> ListAsync(
        string prefix, string? delimiter, ModelName? model, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Encoded, because XML cannot carry every character of a key.
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = prefix, Delimiter = delimiter, StartAfter = after, Encoding = EncodingType.Url };
        do
        {
            var page = await s3.ListObjectsV2Async(request, cancellationToken);
            foreach (var found in page.S3Objects ?? [])
            {
                var name = Decode(page, found.Key);
                yield return new BackfillRow(ObjectKey.From(name) is { IsImage: true } key ? ItemOf(key, found, model) : null, name) { Text = name };
            }

            request.ContinuationToken = page.NextContinuationToken;
        }
        while (request.ContinuationToken is not null);
    }

    private static string Decode(ListObjectsV2Response page, string text) => page.Encoding == EncodingType.Url ? WebUtility.UrlDecode(text) : text;

    private WorkItem.Classify ItemOf(ObjectKey key, S3Object found, ModelName? model) =>
        new(bucket, key, ObjectVersion.Of(found.LastModified, found.ETag)) { Model = model, Size = found.Size };
}
