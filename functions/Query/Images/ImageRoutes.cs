using Amazon.Lambda.APIGatewayEvents;
using ImageClassification.Contracts;
using ImageClassification.Hosting.Http;
using ImageClassification.Query.Uploads;

namespace ImageClassification.Query.Images;

/// <summary>
/// GET /predictions/image?key= and POST /predictions/images: 200 with presigned GETs of the pictures themselves, whether or
/// not they are there; 400 for keys that are no uploads.
/// </summary>
internal sealed class ImageRoutes(Presigner presigner)
{
    private const int MostKeys = 100;

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    public async Task<APIGatewayHttpApiV2ProxyResponse> GetAsync(RequestParameters parameters)
    {
        var expiresAt = presigner.In(Lifetime);
        var image = await SignAsync(parameters.Key(), expiresAt);
        return Answer.Ok(new ImageLink(image.Url, expiresAt), AnswerJson.Default.ImageLink);
    }

    public async Task<APIGatewayHttpApiV2ProxyResponse> ListAsync(RequestParameters parameters)
    {
        var keys = parameters.Body(AnswerJson.Default.ImagesRequest).Keys;
        if (keys.Count is < 1 or > MostKeys)
        {
            return Answer.BadRequest($"keys must be a list of 1 to {MostKeys}.");
        }

        var expiresAt = presigner.In(Lifetime);
        var images = await Task.WhenAll(keys.Select(key => SignAsync(key, expiresAt)));
        return Answer.Ok(new ImageLinks(images, expiresAt), AnswerJson.Default.ImageLinks);
    }

    private async Task<KeyedImageLink> SignAsync(string key, DateTimeOffset expiresAt) => ObjectKey.From(key)?.IsImage == true
        ? new KeyedImageLink(key, await presigner.GetAsync(key, expiresAt))
        : throw new InvalidRequestException($"Only pictures under {ObjectKey.Uploads} are shown. The key begins with it.");
}
