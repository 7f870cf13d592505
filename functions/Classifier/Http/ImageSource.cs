using Amazon.S3.Model;
using ImageClassification.Contracts;

namespace ImageClassification.Classifier.Http;

/// <summary>The bytes of the picture that a request names or holds.</summary>
/// <param name="urls">For pictures on the internet.</param>
/// <param name="objects">For pictures in the bucket, which few requests name.</param>
/// <param name="bucket">The one that may be read, if any.</param>
/// <param name="maxBytes">The longest picture that is taken.</param>
internal sealed class ImageSource(UrlFetcher urls, Lazy<ObjectReader> objects, string? bucket, int maxBytes)
{
    public Task<FetchedObject> ReadAsync(ClassifyRequest? request, CancellationToken cancellationToken) => request switch
    {
        { Url: { } url, Bucket: null, Key: null, Image: null } => urls.FetchAsync(url, cancellationToken),
        { Url: null, Bucket: { } name, Key: { } key, Image: null } => ReadAsync(name, key, cancellationToken),
        { Url: null, Bucket: null, Key: null, Image: { } bytes } => Task.FromResult<FetchedObject>(
            bytes.Length > maxBytes ? new FetchedObject.Rejected(RequestErrors.TooLarge(maxBytes)) : new FetchedObject.Found(bytes)),
        _ => Refuse("The request does not name one picture."),
    };

    private Task<FetchedObject> ReadAsync(string name, string key, CancellationToken cancellationToken) =>
        name == bucket && ObjectKey.From(key)?.IsImage == true
            ? objects.Value.ReadAsync(new GetObjectRequest { BucketName = name, Key = key }, cancellationToken)
            : Refuse($"Only objects under {ObjectKey.Uploads} in this pipeline's own bucket are read.");

    private static Task<FetchedObject> Refuse(string what) =>
        Task.FromResult<FetchedObject>(new FetchedObject.Rejected(RequestErrors.Invalid(what)));
}
