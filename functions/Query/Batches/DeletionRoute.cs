using Amazon.S3;
using ImageClassification.Batches;
using ImageClassification.Predictions;
using ImageClassification.Query.Backfill;
using ImageClassification.Query.Http;

namespace ImageClassification.Query.Batches;

/// <summary>
/// DELETE /batches/{batch}: deletes the batch's objects, a slice at a time, and then no longer lists it. The objects' own events delete
/// their predictions. 200 with how many, 400 for bad parameters and where the bucket is only read, 404 for an unknown batch.
/// </summary>
internal sealed class DeletionRoute(IAmazonS3 s3, string bucket, bool isAllowed, ObjectListing listing, BatchReader reader, BatchDeclarations declarations)
{
    private const int MostObjects = 500;
    private const int ParallelRequests = 32;

    public async Task<Result> DeleteAsync(RequestParameters parameters, CancellationToken cancellationToken)
    {
        BadRequestException.ThrowIf(
            !isAllowed, "Batches cannot be deleted: the pipeline only reads SourceBucket. Delete the images there; their predictions are deleted too.");
        var (batch, cursor) = (parameters.Batch(), parameters.Query("cursor"));
        var rows = await listing.ReadAsync(batch, prefix: null, model: null, cursor, cancellationToken).Take(MostObjects + 1).ToListAsync(cancellationToken);
        if (rows.Count == 0 && cursor is null && await reader.FindAsync(batch, cancellationToken) is null)
        {
            return new Result.NotFound("There is no such batch, and no object in its folder.");
        }

        // One by one: DeleteObjects takes XML, which cannot carry every character of a key.
        var slice = rows.Take(MostObjects).ToList();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = ParallelRequests, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(slice, parallel, async (row, token) => await s3.DeleteObjectAsync(bucket, row.Text, token));
        if (rows.Count > MostObjects)
        {
            return Result.Ok(new DeletedSlice(slice.Count, slice[^1].Cursor), BatchJson.Api.DeletedSlice);
        }

        await declarations.DeletedAsync(batch, cancellationToken);
        return Result.Ok(new DeletedSlice(slice.Count, null), BatchJson.Api.DeletedSlice);
    }
}
