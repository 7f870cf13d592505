using System.Net;
using Amazon.S3;
using ImageClassification.Contracts;

namespace ImageClassification.Query.Backfill;

/// <summary>Whether what a manifest names is there, and which version of it: without, a failure would be written about nothing.</summary>
internal sealed class ObjectLookup(IAmazonS3 s3)
{
    private const int Parallel = 64;

    /// <returns>The rows in their order, those of unknown versions with the current one, and without work where there is no object.</returns>
    public async Task<BackfillRow[]> FindAsync(BackfillRow[] rows, CancellationToken cancellationToken)
    {
        var found = rows.ToArray();
        await System.Threading.Tasks.Parallel.ForAsync(0, rows.Length, new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken }, async (at, token) =>
        {
            if (rows[at].Item is { } item && item.Version == ObjectVersion.Unknown)
            {
                found[at] = await FindAsync(rows[at], item, token);
            }
        });
        return found;
    }

    private async Task<BackfillRow> FindAsync(BackfillRow row, WorkItem.Classify item, CancellationToken cancellationToken)
    {
        try
        {
            var head = await s3.GetObjectMetadataAsync(new() { BucketName = item.Bucket, Key = item.Key }, cancellationToken);
            return row with { Item = item with { Version = ObjectVersion.Of(head.LastModified, head.ETag), Size = head.ContentLength } };
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            return row with { Item = null, SkippedBecause = "It is missing: no object has the key", Text = item.Key };
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.BadRequest)
        {
            return row; // encrypted with a key of the customer's, which S3 wants for its metadata too: the Classifier says so
        }
    }
}
