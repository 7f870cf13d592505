using ImageClassification.Contracts;

namespace ImageClassification.Classifier.Http;

/// <summary>The bytes of the image that a request names or holds.</summary>
/// <param name="urls">For images on the internet.</param>
/// <param name="objects">For images in the bucket, which few requests name.</param>
/// <param name="bucket">The bucket that may be read, if any.</param>
/// <param name="maxBytes">The longest image that is taken.</param>
internal sealed class ImageSource(UrlFetcher urls, Lazy<ObjectReader> objects, string? bucket, int maxBytes)
{
    public async Task<Outcome<byte[]>> ReadAsync(ClassifyRequest? request, CancellationToken cancellationToken) => request switch
    {
        { Url: { } url, Bucket: null, Key: null, Image: null } => await urls.FetchAsync(url, cancellationToken),
        { Url: null, Bucket: { } name, Key: { } key, Image: null } => await ReadAsync(name, key, cancellationToken),
        { Url: null, Bucket: null, Key: null, Image: { } bytes } =>
            bytes.Length > maxBytes ? RequestErrors.TooLarge(maxBytes) : bytes,
        _ => RequestErrors.Invalid("The request does not name one image."),
    };

    private async Task<Outcome<byte[]>> ReadAsync(string name, string key, CancellationToken cancellationToken) =>
        bucket is null ? RequestErrors.NoBucket
        : name == bucket && ObjectKey.From(key)?.IsImage == true
            ? (await objects.Value.ReadAsync(name, key, eTag: null, cancellationToken))!.Content switch
            {
                // It may never have been there: no event tells of it.
                Outcome<byte[]>.Refused((ErrorCode.ObjectGone, _)) => new PredictionError(ErrorCode.ObjectGone, "There is no such object."),
                var content => content,
            }
            : RequestErrors.Invalid($"Only objects {(ImagePrefix.Text.Length > 0 ? $"under {ImagePrefix.Text} " : "")}in this pipeline's own bucket are read.");
}
