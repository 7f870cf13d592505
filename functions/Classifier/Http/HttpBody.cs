using System.Text;
using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;
using ImageClassification.Hosting.Http;

namespace ImageClassification.Classifier.Http;

/// <summary>The request in an HTTP request's body.</summary>
internal static class HttpBody
{
    /// <summary>Most readers of it have typed curl -d.</summary>
    private const string WrongType = "The content type must be image/* or application/json. "
        + "With curl: --data-binary @photo.jpg -H 'content-type: image/jpeg' (-d drops bytes of the picture), or -d '{…}' -H 'content-type: application/json'.";

    /// <summary>Bytes. One in ten million images of this length lacks both by chance.</summary>
    private const int ShortestWithLineEnds = 2048;

    /// <summary>As API Gateway hands it over.</summary>
    /// <exception cref="FormatException">The body is not the base64 that it says.</exception>
    /// <exception cref="InvalidDataException">There is a query parameter.</exception>
    /// <inheritdoc cref="Read(byte[], string)"/>
    public static ClassifyRequest? Read(APIGatewayHttpApiV2ProxyRequest http)
    {
        if (QueryParameters.Fault(http) is { } fault)
        {
            throw new InvalidDataException(fault);
        }

        var body = http.Body ?? "";
        var bytes = http.IsBase64Encoded ? Convert.FromBase64String(body) : Encoding.UTF8.GetBytes(body);
        var type = http.Headers?.FirstOrDefault(header => header.Key.Equals("content-type", StringComparison.OrdinalIgnoreCase)).Value ?? "";
        return Read(bytes, type);
    }

    /// <exception cref="JsonException">The body is JSON, but no request.</exception>
    /// <exception cref="InvalidDataException">The content type is neither JSON nor an image. The message says what to send.</exception>
    public static ClassifyRequest? Read(byte[] bytes, string contentType) =>
        IsJson(contentType) ? JsonSerializer.Deserialize(bytes, ClassifyJson.Default.ClassifyRequest)
        : IsPicture(contentType) ? new ClassifyRequest(Image: bytes)
        : throw new InvalidDataException(WrongType);

    /// <summary>Whether an image that cannot be read looks like one sent by curl -d, which drops line ends; compressed bytes have some by chance.</summary>
    public static bool LacksLineEnds(byte[] image) => image.Length >= ShortestWithLineEnds && !image.AsSpan().ContainsAny("\r\n"u8);

    public static bool IsJson(string contentType) => contentType.StartsWith("application/json", StringComparison.OrdinalIgnoreCase);

    public static bool IsPicture(string contentType) =>
        contentType.StartsWith("image/", StringComparison.OrdinalIgnoreCase)
        || contentType.StartsWith("application/octet-stream", StringComparison.OrdinalIgnoreCase);
}
