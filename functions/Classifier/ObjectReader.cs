using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using ImageClassification.Contracts;

namespace ImageClassification.Classifier;

/// <summary>Fetches objects, and of one that a work item names the version that it is about.</summary>
/// <param name="s3">Where they are.</param>
/// <param name="maxBytes">The longest that is fetched.</param>
/// <param name="inFlight">Objects held at a time.</param>
internal sealed class ObjectReader(IAmazonS3 s3, int maxBytes, int inFlight = 1)
{
    /// <summary>Bytes of small objects, which come and go.</summary>
    private const long SmallObjects = 32 << 20;

    private readonly long _heapBytes = ((long)maxBytes * inFlight) + SmallObjects;

    /// <returns>Null where another version has taken its place, or a key that is all that is known names nothing.</returns>
    /// <remarks>
    /// Throws for what may be different next time. That includes 403 of <see cref="ObjectFaults">our own rights</see>, which never
    /// means that the object is gone: the function may list the bucket, so a missing key is 404.
    /// </remarks>
    public async Task<Outcome<FetchedObject>?> ReadAsync(WorkItem.Classify item, CancellationToken cancellationToken)
    {
        if (item.Size > maxBytes)
        {
            return TooLarge(item.Size.Value);
        }

        var request = new GetObjectRequest { BucketName = item.Bucket, Key = item.Key, VersionId = item.VersionId };
        if (item.Version.ETag is { } eTag)
        {
            request.EtagToMatch = $"\"{eTag}\"";
        }

        // What someone has only named, and is not there, is no image: a failure would be a prediction about nothing.
        return await ReadAsync(request, cancellationToken) is var read
            && read is Outcome<FetchedObject>.Refused({ Code: ErrorCode.ObjectGone }) && item.Version == ObjectVersion.Unknown ? null : read;
    }

    /// <inheritdoc cref="ReadAsync(WorkItem.Classify, CancellationToken)"/>
    public async Task<Outcome<FetchedObject>?> ReadAsync(GetObjectRequest request, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await s3.GetObjectAsync(request, cancellationToken);
            if (response.ContentLength > maxBytes)
            {
                return TooLarge(response.ContentLength);
            }

            if (GC.GetTotalMemory(forceFullCollection: false) + response.ContentLength > _heapBytes)
            {
                // What is left of the objects before. The collector would wait for longer: it does not see what decoders take.
                GC.Collect();
            }

            var bytes = GC.AllocateUninitializedArray<byte>((int)response.ContentLength);
            await response.ResponseStream.ReadExactlyAsync(bytes, cancellationToken);
            return new FetchedObject(bytes, new ObjectVersion(response.LastModified ?? default, response.ETag?.Trim('"')));
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.PreconditionFailed)
        {
            return null;
        }
        catch (AmazonS3Exception exception) when (ObjectFaults.Of(exception) is { } error)
        {
            return error;
        }
    }

    private PredictionError TooLarge(long bytes) => new(
        ErrorCode.ObjectTooLarge,
        $"The object has {bytes:N0} bytes; up to {maxBytes:N0} are fetched. Upload a smaller file, or raise MAX_OBJECT_BYTES.");
}
