using System.Net;
using System.Security.Cryptography;
using System.Text;
using Amazon.S3;

namespace ImageClassification.Classifier.Thumbnails;

/// <summary>Stores thumbnails in the bucket, outside the uploads: files under it expire.</summary>
internal sealed class ThumbnailStore(IAmazonS3 s3, string bucket)
{
    private const string Folder = "thumbnails/";

    /// <returns>Null where none is kept.</returns>
    public async Task<byte[]?> FindAsync(string key, string eTag, int side, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await s3.GetObjectAsync(bucket, KeyOf(key, eTag, side), cancellationToken);
            var bytes = new byte[response.ContentLength];
            await response.ResponseStream.ReadExactlyAsync(bytes, cancellationToken);
            return bytes;
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    public async Task KeepAsync(string key, string eTag, int side, byte[] bytes, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream(bytes, writable: false);
        await s3.PutObjectAsync(new() { BucketName = bucket, Key = KeyOf(key, eTag, side), ContentType = "image/jpeg", InputStream = body }, cancellationToken);
    }

    private static string KeyOf(string key, string eTag, int side) =>
        $"{Folder}{side}/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{key}\n{eTag}")))}.jpg";
}
