using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace ImageClassification.Classifier.Tests;

/// <summary>Holds objects in memory, and answers GetObject as S3 does: If-Match, missing keys, and the faults it is told to have.</summary>
internal sealed class FakeS3() : AmazonS3Client(new AnonymousAWSCredentials(), new AmazonS3Config { ServiceURL = "http://127.0.0.1:1" })
{
    /// <summary>Of every object.</summary>
    public static DateTime LastModified { get; } = new(2026, 1, 15, 9, 0, 0, DateTimeKind.Utc);

    public Dictionary<string, (byte[] Bytes, string ETag)> Objects { get; } = [];

    public Dictionary<string, AmazonS3Exception> Faults { get; } = [];

    /// <summary>Awaited at the start of every request.</summary>
    public Func<Task> OnGet { get; set; } = () => Task.CompletedTask;

    public override async Task<GetObjectResponse> GetObjectAsync(GetObjectRequest request, CancellationToken cancellationToken = default)
    {
        await OnGet();
        cancellationToken.ThrowIfCancellationRequested();
        if (Faults.TryGetValue(request.Key, out var fault))
        {
            throw fault;
        }

        if (!Objects.TryGetValue(request.Key, out var found))
        {
            throw Error("NoSuchKey", HttpStatusCode.NotFound);
        }

        return request.EtagToMatch is { } eTag && eTag.Trim('"') != found.ETag
            ? throw Error("PreconditionFailed", HttpStatusCode.PreconditionFailed)
            : new GetObjectResponse
            {
                ContentLength = found.Bytes.Length,
                ResponseStream = new MemoryStream(found.Bytes),
                ETag = $"\"{found.ETag}\"",
                LastModified = LastModified,
            };
    }

    public override async Task<GetObjectMetadataResponse> GetObjectMetadataAsync(string bucketName, string key, CancellationToken cancellationToken = default)
    {
        try
        {
            using var found = await GetObjectAsync(new GetObjectRequest { BucketName = bucketName, Key = key }, cancellationToken);
            return new GetObjectMetadataResponse { ETag = found.ETag, LastModified = found.LastModified };
        }
        catch (AmazonS3Exception exception) when (exception.ErrorCode == "NoSuchKey")
        {
            throw Error("NotFound", HttpStatusCode.NotFound); // an answer to HEAD has no body to name the reason
        }
    }

    public override Task<PutObjectResponse> PutObjectAsync(PutObjectRequest request, CancellationToken cancellationToken = default)
    {
        using var bytes = new MemoryStream();
        request.InputStream.CopyTo(bytes);
        Objects[request.Key] = (bytes.ToArray(), "written");
        return Task.FromResult(new PutObjectResponse());
    }

    public static AmazonS3Exception Error(string code, HttpStatusCode status, string? message = null) =>
        new(message ?? code, null, ErrorType.Unknown, code, "request", status);
}
