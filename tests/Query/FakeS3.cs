using System.Net;
using System.Text;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace ImageClassification.Query.Tests;

/// <summary>Holds objects in memory: lists, reads and takes them in parts as S3 does. Signs for real.</summary>
internal sealed class FakeS3() : AmazonS3Client(
    new BasicAWSCredentials("key", "secret"), new AmazonS3Config { ServiceURL = "http://127.0.0.1:1", AuthenticationRegion = "us-east-1" })
{
    public static DateTime LastModified { get; } = new(2026, 1, 15, 9, 0, 0, DateTimeKind.Utc);

    public SortedDictionary<string, byte[]> Objects { get; } = new(StringComparer.Ordinal);

    /// <summary>The prefixes and the keys to begin behind, of every listing.</summary>
    public List<(string Prefix, string? StartAfter)> Listings { get; } = [];

    /// <summary>The ranges of every read; null for the whole object.</summary>
    public List<string?> Ranges { get; } = [];

    /// <summary>The buckets of every read.</summary>
    public List<string> Buckets { get; } = [];

    public List<InitiateMultipartUploadRequest> Uploads { get; } = [];

    public List<byte[]> Parts { get; } = [];

    /// <summary>What a look at an object's metadata is answered with.</summary>
    public Dictionary<string, HttpStatusCode> HeadFaults { get; } = [];

    public int Looks { get; private set; }

    public bool IsAborted { get; private set; }

    /// <summary>Runs at every part.</summary>
    public Action OnPart { get; set; } = () => { };

    public override Task<ListObjectsV2Response> ListObjectsV2Async(ListObjectsV2Request request, CancellationToken cancellationToken = default)
    {
        const int PageSize = 1000;
        Check(request.Prefix);
        Check(request.StartAfter ?? "");
        Listings.Add((request.Prefix, request.StartAfter));
        var after = request.ContinuationToken ?? request.StartAfter;
        var keys = Objects.Keys
            .Where(key => key.StartsWith(request.Prefix, StringComparison.Ordinal) && string.CompareOrdinal(key, after) > 0)
            .ToList();
        var folders = keys.Where(key => IsBelow(key, request))
            .Select(key => key[..(key.IndexOf(request.Delimiter, request.Prefix.Length, StringComparison.Ordinal) + 1)]).Distinct().ToList();
        keys = [.. keys.Where(key => !IsBelow(key, request)).Take(PageSize + 1)];
        if (request.Encoding != EncodingType.Url && keys.Exists(key => key.Any(char.IsControl)))
        {
            throw new AmazonUnmarshallingException("XML 1.0 cannot carry control characters", null, null);
        }

        return Task.FromResult(new ListObjectsV2Response
        {
            Encoding = request.Encoding,
            CommonPrefixes = folders.ConvertAll(Encoded),
            S3Objects = [.. keys.Take(PageSize).Select(
                key => new S3Object { Key = Encoded(key), ETag = "\"e1\"", LastModified = LastModified, Size = Objects[key].Length })],
            NextContinuationToken = keys.Count > PageSize ? keys[PageSize - 1] : null,
        });

        string Encoded(string text) => request.Encoding == EncodingType.Url ? WebUtility.UrlEncode(text).Replace("%2F", "/", StringComparison.Ordinal) : text;
    }

    private static bool IsBelow(string key, ListObjectsV2Request request) =>
        request.Delimiter is { } delimiter && key[request.Prefix.Length..].Contains(delimiter, StringComparison.Ordinal);

    public override Task<GetObjectMetadataResponse> GetObjectMetadataAsync(GetObjectMetadataRequest request, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Looks++;
        return HeadFaults.TryGetValue(request.Key, out var status) ? throw new AmazonS3Exception("No", null, ErrorType.Unknown, "", "request", status)
            : Objects.TryGetValue(request.Key, out var bytes)
                ? Task.FromResult(new GetObjectMetadataResponse { ETag = "\"e1\"", LastModified = LastModified, ContentLength = bytes.Length })
            : throw new AmazonS3Exception("Not found", null, ErrorType.Unknown, "NotFound", "request", HttpStatusCode.NotFound);
    }

    public override Task<GetObjectResponse> GetObjectAsync(GetObjectRequest request, CancellationToken cancellationToken = default)
    {
        Check(request.Key);
        Ranges.Add(request.ByteRange?.FormattedByteRange);
        Buckets.Add(request.BucketName);
        if (!Objects.TryGetValue(request.Key, out var bytes))
        {
            throw new AmazonS3Exception("No such key", null, ErrorType.Unknown, "NoSuchKey", "request", HttpStatusCode.NotFound);
        }

        var from = (int)(request.ByteRange?.Start ?? 0);
        return Task.FromResult(
            new GetObjectResponse { ContentLength = bytes.Length - from, ResponseStream = new MemoryStream(bytes, from, bytes.Length - from) });
    }

    public override Task<DeleteObjectResponse> DeleteObjectAsync(string bucketName, string key, CancellationToken cancellationToken = default)
    {
        lock (Objects)
        {
            Objects.Remove(key);
        }

        return Task.FromResult(new DeleteObjectResponse());
    }

    private static void Check(string key)
    {
        if (Encoding.UTF8.GetByteCount(key) > 1024)
        {
            throw new AmazonS3Exception("Your key is too long", null, ErrorType.Unknown, "KeyTooLongError", "request", HttpStatusCode.BadRequest);
        }
    }

    public override Task<InitiateMultipartUploadResponse> InitiateMultipartUploadAsync(
        InitiateMultipartUploadRequest request, CancellationToken cancellationToken = default)
    {
        Uploads.Add(request);
        return Task.FromResult(new InitiateMultipartUploadResponse { UploadId = "upload" });
    }

    public override Task<UploadPartResponse> UploadPartAsync(UploadPartRequest request, CancellationToken cancellationToken = default)
    {
        OnPart();
        cancellationToken.ThrowIfCancellationRequested();
        using var bytes = new MemoryStream();
        request.InputStream.CopyTo(bytes);
        Parts.Add(bytes.ToArray());
        return Task.FromResult(new UploadPartResponse { PartNumber = request.PartNumber, ETag = $"\"{request.PartNumber}\"" });
    }

    public override Task<CompleteMultipartUploadResponse> CompleteMultipartUploadAsync(
        CompleteMultipartUploadRequest request, CancellationToken cancellationToken = default)
    {
        Objects[request.Key] = [.. request.PartETags.SelectMany(part => Parts[part.PartNumber!.Value - 1])];
        return Task.FromResult(new CompleteMultipartUploadResponse());
    }

    public override Task<AbortMultipartUploadResponse> AbortMultipartUploadAsync(
        AbortMultipartUploadRequest request, CancellationToken cancellationToken = default)
    {
        IsAborted = true;
        return Task.FromResult(new AbortMultipartUploadResponse());
    }
}
