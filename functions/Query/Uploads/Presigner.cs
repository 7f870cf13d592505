using Amazon.S3;
using Amazon.S3.Model;

namespace ImageClassification.Query.Uploads;

/// <summary>Signs requests to the bucket for callers that have no credentials of their own.</summary>
internal sealed class Presigner(IAmazonS3 s3, string bucket, TimeProvider time)
{
    /// <summary>Whole seconds, as the signature counts.</summary>
    public DateTimeOffset In(TimeSpan lifetime) => DateTimeOffset.FromUnixTimeSeconds((time.GetUtcNow() + lifetime).ToUnixTimeSeconds());

    public Task<string> GetAsync(string key, DateTimeOffset expiresAt) => SignAsync(Request(key, expiresAt, HttpVerb.GET));

    /// <summary>Type and length are signed headers: S3 refuses a body of any other.</summary>
    public Task<string> PutAsync(string key, string type, long length, DateTimeOffset expiresAt)
    {
        var request = Request(key, expiresAt, HttpVerb.PUT);
        request.ContentType = type;
        request.Headers.ContentLength = length;
        return SignAsync(request);
    }

    private Task<string> SignAsync(GetPreSignedUrlRequest request)
    {
        if (s3.Config.ServiceURL?.StartsWith("http:", StringComparison.Ordinal) == true)
        {
            request.Protocol = Protocol.HTTP; // an emulator; otherwise always https, whatever the endpoint is
        }

        return s3.GetPreSignedURLAsync(request);
    }

    private GetPreSignedUrlRequest Request(string key, DateTimeOffset expiresAt, HttpVerb verb) =>
        new() { BucketName = bucket, Key = key, Expires = expiresAt.UtcDateTime, Verb = verb };
}
