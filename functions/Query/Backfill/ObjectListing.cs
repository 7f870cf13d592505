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
    /// <param name="batch">Its name.</param>
    /// <param name="prefix">Only keys that begin with it, whole or relative to the batch's folder; null for all.</param>
    /// <param name="model">The model to use.</param>
    /// <param name="cursor">The last key that was seen.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="BadRequestException">The prefix is another batch's, or holds control characters, which S3's lists cannot.</exception>
    /// <exception cref="InvalidCursorException">The cursor is no key that a list has.</exception>
    public IAsyncEnumerable<BackfillRow> ReadAsync(
        BatchName batch, string? prefix, ModelName? model, string? cursor, CancellationToken cancellationToken)
    {
        var folder = batch.Folder;
        var whole = RequestParameters.Prefix(prefix, folder) ?? folder;
        BadRequestException.ThrowIf(whole.Any(char.IsControl), "batch and prefix must not hold control characters: S3 does not list them. Name the objects in a manifest.");
        if (cursor is not null && (!ObjectKey.IsShort(cursor) || cursor.Any(char.IsControl)))
        {
            throw new InvalidCursorException();
        }

        if (batch != BatchName.Default || prefix is not null)
        {
            return ListAsync(whole, null, model, cursor, cancellationToken);
        }

        // What lies directly under the prefix is in the default batch, too, and so is what lies in a folder without a name.
        List<(string Prefix, string? Delimiter)> parts = [(ObjectKey.Uploads, "/"), ($"{ObjectKey.Uploads}/", null), (folder, null)];
        var begun = cursor is null ? 0 : Math.Max(0, parts.FindLastIndex(part => cursor.StartsWith(part.Prefix, StringComparison.Ordinal)));
        return parts.Skip(begun).Select((part, index) => ListAsync(part.Prefix, part.Delimiter, model, index == 0 ? cursor : null, cancellationToken))
            .Aggregate((listed, next) => listed.Concat(next));
    }

    private async IAsyncEnumerable<BackfillRow> ListAsync(
        string prefix, string? delimiter, ModelName? model, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = prefix, Delimiter = delimiter, StartAfter = after };
        do
        {
            var page = await s3.ListObjectsV2Async(request, cancellationToken);
            foreach (var found in page.S3Objects ?? [])
            {
                yield return new BackfillRow(ObjectKey.From(found.Key) is { IsImage: true } key ? ItemOf(key, found, model) : null, found.Key);
            }

            request.ContinuationToken = page.NextContinuationToken;
        }
        while (request.ContinuationToken is not null);
    }

    private WorkItem.Classify ItemOf(ObjectKey key, S3Object found, ModelName? model) =>
        new(bucket, key, new ObjectVersion(found.LastModified ?? default, found.ETag.Trim('"'))) { Model = model, Size = found.Size };
}
