using System.Diagnostics;
using System.Globalization;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.S3;
using ImageClassification.Contracts;
using ImageClassification.Hosting.Http;
using ImageClassification.Inference.Thumbnails;
using Microsoft.Extensions.Logging;

namespace ImageClassification.Classifier.Thumbnails;

/// <summary>
/// GET /thumbnail?key=&amp;eTag=&amp;side=: 200 with a small JPEG of that version of an object, 400 for bad parameters, 404 where that version is
/// not there any more, 422 if it is not an image.
/// </summary>
internal sealed class ThumbnailFunction(ObjectReader objects, ThumbnailStore? kept, string bucket, long maxPixels, ILogger<ThumbnailFunction> logger)
{
    /// <summary>For galleries, and for formats that browsers do not show.</summary>
    private static readonly int[] Sides = [320, 1600];

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    public static ThumbnailFunction Compose(ThumbnailOptions options, IAmazonS3 s3, ILoggerFactory logs) => new(
        new ObjectReader(s3, options.MaxObjectBytes),
        options.IsKept ? new ThumbnailStore(s3, options.DataBucket) : null,
        options.Bucket,
        options.MaxImagePixels,
        logs.CreateLogger<ThumbnailFunction>());

    public async Task<APIGatewayHttpApiV2ProxyResponse> HandleAsync(APIGatewayHttpApiV2ProxyRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var query = request.QueryStringParameters ?? new Dictionary<string, string>();
            var side = Array.Find(Sides, each => !query.TryGetValue("side", out var asked) || asked == each.ToString(CultureInfo.InvariantCulture));
            return QueryParameters.Fault(request, "key", "eTag", "side") is { } fault
                    ? Answer.BadRequest(fault)
                : ObjectKey.From(query.TryGetValue("key", out var key) ? key : null) is not { IsImage: true } image
                    ? Answer.BadRequest($"key must be the key of an image under \"{ImagePrefix.Text}\".")
                : !query.TryGetValue("eTag", out var eTag) || !ObjectVersion.IsETag(eTag)
                    ? Answer.BadRequest("eTag must be one of the object's, without quotes.")
                : side == 0
                    ? Answer.BadRequest($"side must be one of {string.Join(", ", Sides)}.")
                : await MakeAsync(image, eTag, side, cancellationToken);
        }
        catch (Exception exception)
        {
            logger.NotAnswered(exception);
            return Answer.ServerError();
        }
    }

    private async Task<APIGatewayHttpApiV2ProxyResponse> MakeAsync(ObjectKey key, string eTag, int side, CancellationToken cancellationToken)
    {
        if (kept is not null && await kept.FindAsync(key, eTag, side, cancellationToken) is { } known)
        {
            return Answer.Picture("image/jpeg", known, Lifetime);
        }

        if (await objects.ReadAsync(bucket, key, eTag, cancellationToken) is not { } fetched)
        {
            return Answer.NotFound("The object has been replaced by another version.");
        }

        switch (fetched.Content is Outcome<byte[]>.Ok(var bytes) ? Thumbnail.Of(bytes, side, maxPixels) : fetched.Content)
        {
            case Outcome<byte[]>.Ok(var small):
                await (kept?.KeepAsync(key, eTag, side, small, cancellationToken) ?? Task.CompletedTask);
                return Answer.Picture("image/jpeg", small, Lifetime);
            case Outcome<byte[]>.Refused({ Code: ErrorCode.ObjectGone } error):
                return Answer.NotFound(error.Message);
            case Outcome<byte[]>.Refused(var error):
                return Answer.Unprocessable(error.Message, error.Code);
            default:
                throw new UnreachableException();
        }
    }
}
