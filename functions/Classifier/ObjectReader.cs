using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using ImageClassification.Contracts;

namespace ImageClassification.Classifier;

/// <summary>Fetches objects as they are now.</summary>
/// <param name="s3">Where they are.</param>
/// <param name="maxBytes">The longest that is fetched.</param>
/// <param name="inFlight">Objects held at a time.</param>
internal sealed class ObjectReader(IAmazonS3 s3, int maxBytes, int inFlight = 1)
{
    /// <summary>Bytes of small objects, which come and go.</summary>
    private const long SmallObjects = 32 << 20;

    private readonly long _heapBytes = ((long)maxBytes * inFlight) + SmallObjects;

    /// <param name="bucket">The object's.</param>
    /// <param name="key">The object's.</param>
    /// <param name="eTag">What is wanted only as long as it is there; null for any.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Null where another content has taken its place.</returns>
    /// <remarks>
    /// Throws for faults that may be transient. That includes 403 of <see cref="ObjectFaults">our own rights</see>, which never
    /// means that the object is gone: the function may list the bucket, so a missing key is 404.
    /// </remarks>
    public async Task<FetchedObject?> ReadAsync(string bucket, string key, string? eTag, CancellationToken cancellationToken)
    {
        var request = new GetObjectRequest { BucketName = bucket, Key = key };
        if (eTag is not null)
        {
            request.EtagToMatch = $"\"{eTag}\"";
        }

        try
        {
            using var response = await s3.GetObjectAsync(request, cancellationToken);
            var version = ObjectVersion.Of(response.LastModified, response.ETag);
            if (response.ContentLength > maxBytes)
            {
                return new FetchedObject(TooLarge(response.ContentLength), version);
            }

            if (GC.GetTotalMemory(forceFullCollection: false) + response.ContentLength > _heapBytes)
            {
                // Frees earlier objects. The collector would wait longer: it does not see the decoders' native memory.
                GC.Collect();
            }

            var bytes = GC.AllocateUninitializedArray<byte>((int)response.ContentLength);
            await response.ResponseStream.ReadExactlyAsync(bytes, cancellationToken);
            return new FetchedObject(bytes, version);
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.PreconditionFailed)
        {
            return null;
        }
        catch (AmazonS3Exception exception) when (ObjectFaults.Of(exception) is { } error)
        {
            return new FetchedObject(error);
        }
    }

    /// <returns>What is under the key now; null for nothing.</returns>
    /// <inheritdoc cref="ReadAsync"/>
    public async Task<ObjectVersion?> FindAsync(string bucket, string key, CancellationToken cancellationToken)
    {
        try
        {
            var found = await s3.GetObjectMetadataAsync(bucket, key, cancellationToken);
            return ObjectVersion.Of(found.LastModified, found.ETag);
        }
        catch (AmazonS3Exception exception) when (exception is { StatusCode: HttpStatusCode.NotFound, ErrorCode: not "NoSuchBucket" })
        {
            return null;
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.BadRequest)
        {
            return ObjectVersion.Unknown; // it is there, and its owner keeps the key
        }
    }

    private PredictionError TooLarge(long bytes) => new(
        ErrorCode.ObjectTooLarge,
        $"The object has {bytes:N0} bytes, which exceeds the limit of {maxBytes:N0}. Upload a smaller file, or set MAX_OBJECT_BYTES in template.yaml.");
}
