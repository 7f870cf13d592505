using Amazon.S3;
using Amazon.S3.Model;

namespace ImageClassification.Query.Uploads;

/// <summary>Signs requests to the bucket for callers that have no credentials of their own.</summary>
internal sealed class Presigner(IAmazonS3 s3, string bucket, TimeProvider time)
{
    /// <summary>Those that browsers show and that hold no script.</summary>
    private static readonly Dictionary<string, string> ImageTypes = new()
    {
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
        [".jfif"] = "image/jpeg",
        [".png"] = "image/png",
        [".webp"] = "image/webp",
        [".gif"] = "image/gif",
        [".bmp"] = "image/bmp",
    };

    /// <summary>Whole seconds, as the signature counts.</summary>
    public DateTimeOffset In(TimeSpan lifetime) => DateTimeOffset.FromUnixTimeSeconds((time.GetUtcNow() + lifetime).ToUnixTimeSeconds());

    /// <summary>Of what the pipeline itself has written.</summary>
    public Task<string> GetAsync(string key, DateTimeOffset expiresAt) => SignAsync(Request(key, expiresAt, HttpVerb.GET));

    /// <summary>
    /// Of what was uploaded, whose stored type is anyone's claim: S3 answers with the image type of its extension, or as a download,
    /// so that an uploaded page never runs at the bucket's origin.
    /// </summary>
    public Task<string> GetImageAsync(string key, DateTimeOffset expiresAt)
    {
        var request = Request(key, expiresAt, HttpVerb.GET);
        var type = ImageTypes.GetValueOrDefault(Path.GetExtension(key).ToLowerInvariant());
        request.ResponseHeaderOverrides.ContentType = type ?? "application/octet-stream";
        request.ResponseHeaderOverrides.ContentDisposition = type is null ? "attachment" : "inline";
        return SignAsync(request);
    }

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
            request.Protocol = Protocol.HTTP; // an emulator; otherwise always https, regardless of the endpoint
        }

        return s3.GetPreSignedURLAsync(request);
    }

    private GetPreSignedUrlRequest Request(string key, DateTimeOffset expiresAt, HttpVerb verb) =>
        new() { BucketName = bucket, Key = key, Expires = expiresAt.UtcDateTime, Verb = verb };
}
