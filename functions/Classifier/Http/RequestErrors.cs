using ImageClassification.Contracts;

namespace ImageClassification.Classifier.Http;

/// <summary>Reasons why a request has no prediction, besides the <see cref="ErrorCode"/>s of images and objects.</summary>
internal static class RequestErrors
{
    public const string InvalidRequest = "INVALID_REQUEST";
    public const string UrlRefusedCode = "URL_REFUSED";

    public const string TooManyRequests = "TOO_MANY_REQUESTS";

    private const string UrlNotFetched = "URL_NOT_FETCHED";

    private const string OrBytes = "or image in base64; over HTTP also the bytes themselves as image/*.";

    public static PredictionError NoBucket { get; } = new(
        InvalidRequest, $"No objects are read here, because BUCKET is not set. Set it, or send JSON with url, {OrBytes}");

    public static PredictionError Invalid(string what) => new(InvalidRequest, $"{what} Send JSON with url, or bucket and key, {OrBytes}");

    public static PredictionError UrlRefused(string why) => new(UrlRefusedCode, $"The URL was refused: {why}");

    public static PredictionError NotFetched(string why) => new(UrlNotFetched, $"The URL could not be fetched. {why}");

    public static PredictionError TooLarge(int maxBytes) => new(
        ErrorCode.ObjectTooLarge, $"The image exceeds {maxBytes:N0} bytes. Send a smaller one, or set MAX_OBJECT_BYTES higher.");
}
