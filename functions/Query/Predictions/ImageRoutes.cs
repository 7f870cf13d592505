using ImageClassification.Contracts;
using ImageClassification.Query.Http;
using ImageClassification.Query.Uploads;

namespace ImageClassification.Query.Predictions;

/// <summary>
/// GET /predictions/image?key= and POST /predictions/images: 200 with presigned GETs of the images themselves, whether or
/// not they are there; 400 for keys that are no uploads.
/// </summary>
internal sealed class ImageRoutes(Presigner presigner)
{
    private const int MostKeys = 100;

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    public async Task<Result> GetAsync(RequestParameters parameters)
    {
        var expiresAt = presigner.In(Lifetime);
        var image = await SignAsync(parameters.Key(), expiresAt);
        return Result.Ok(new ImageLink(image.Url, expiresAt), PredictionJson.Api.ImageLink);
    }

    public async Task<Result> ListAsync(RequestParameters parameters)
    {
        var keys = parameters.Body(PredictionJson.Api.ImagesRequest).Keys;
        BadRequestException.ThrowIf(keys.Count is < 1 or > MostKeys, $"keys must be a list of 1 to {MostKeys}.");
        var expiresAt = presigner.In(Lifetime);
        var images = await Task.WhenAll(keys.Select(key => SignAsync(key, expiresAt)));
        return Result.Ok(new ImageLinks(images, expiresAt), PredictionJson.Api.ImageLinks);
    }

    private async Task<KeyedImageLink> SignAsync(string key, DateTimeOffset expiresAt) => ObjectKey.From(key)?.IsImage == true
        ? new KeyedImageLink(key, await presigner.GetImageAsync(key, expiresAt))
        : throw new BadRequestException($"The key {key} must begin with \"{ImagePrefix.Text}\" and must not end with a slash.");
}
