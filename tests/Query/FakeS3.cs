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

    public List<InitiateMultipartUploadRequest> Uploads { get; } = [];

    public List<byte[]> Parts { get; } = [];

    public bool IsAborted { get; private set; }

    /// <summary>Runs at every part.</summary>
    public Action OnPart { get; set; } = () => { };

    public override Task<ListObjectsV2Response> ListObjectsV2Async(ListObjectsV2Request request, CancellationToken cancellationToken = default)
    {
        const int PageSize = 1000;
        Check(request.Prefix);
        Check(request.StartAfter ?? "");
        if ((request.Prefix + request.StartAfter).Any(char.IsControl))
        {
            throw new AmazonUnmarshallingException("XML 1.0 cannot carry control characters", null, null);
        }

        Listings.Add((request.Prefix, request.StartAfter));
        var after = request.ContinuationToken ?? request.StartAfter;
        var keys = Objects.Keys
            .Where(key => key.StartsWith(request.Prefix, StringComparison.Ordinal) && string.CompareOrdinal(key, after) > 0)
            .Where(key => request.Delimiter is null || !key[request.Prefix.Length..].Contains(request.Delimiter, StringComparison.Ordinal))
            .Take(PageSize + 1).ToList();
        return Task.FromResult(new ListObjectsV2Response
        {
            S3Objects = [.. keys.Take(PageSize).Select(key => new S3Object { Key = key, ETag = "\"e1\"", LastModified = LastModified, Size = Objects[key].Length })],
            NextContinuationToken = keys.Count > PageSize ? keys[PageSize - 1] : null,
        });
    }

    public override Task<GetObjectResponse> GetObjectAsync(GetObjectRequest request, CancellationToken cancellationToken = default)
    {
        Check(request.Key);
        Ranges.Add(request.ByteRange?.FormattedByteRange);
        if (!Objects.TryGetValue(request.Key, out var bytes))
        {
            throw new AmazonS3Exception("No such key", null, ErrorType.Unknown, "NoSuchKey", "request", HttpStatusCode.NotFound);
        }

        var from = (int)(request.ByteRange?.Start ?? 0);
        return Task.FromResult(new GetObjectResponse { ContentLength = bytes.Length - from, ResponseStream = new MemoryStream(bytes, from, bytes.Length - from) });
    }

    private static void Check(string key)
    {
        if (Encoding.UTF8.GetByteCount(key) > 1024)
        {
            throw new AmazonS3Exception("Your key is too long", null, ErrorType.Unknown, "KeyTooLongError", "request", HttpStatusCode.BadRequest);
        }
    }

    public override Task<InitiateMultipartUploadResponse> InitiateMultipartUploadAsync(InitiateMultipartUploadRequest request, CancellationToken cancellationToken = default)
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

    public override Task<CompleteMultipartUploadResponse> CompleteMultipartUploadAsync(CompleteMultipartUploadRequest request, CancellationToken cancellationToken = default)
    {
        Objects[request.Key] = [.. request.PartETags.SelectMany(part => Parts[part.PartNumber!.Value - 1])];
        return Task.FromResult(new CompleteMultipartUploadResponse());
    }

    public override Task<AbortMultipartUploadResponse> AbortMultipartUploadAsync(AbortMultipartUploadRequest request, CancellationToken cancellationToken = default)
    {
        IsAborted = true;
        return Task.FromResult(new AbortMultipartUploadResponse());
    }
}
