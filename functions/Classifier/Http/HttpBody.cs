using System.Text;
using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;

namespace ImageClassification.Classifier.Http;

/// <summary>The request in an HTTP request's body.</summary>
internal static class HttpBody
{
    /// <summary>As API Gateway hands it over.</summary>
    /// <inheritdoc cref="Read(byte[], string)"/>
    public static ClassifyRequest? Read(APIGatewayHttpApiV2ProxyRequest http)
    {
        var body = http.Body ?? "";
        var bytes = http.IsBase64Encoded ? Convert.FromBase64String(body) : Encoding.UTF8.GetBytes(body);
        var type = http.Headers?.FirstOrDefault(header => header.Key.Equals("content-type", StringComparison.OrdinalIgnoreCase)).Value ?? "";
        return Read(bytes, type);
    }

    /// <exception cref="JsonException">The body is JSON, but no request.</exception>
    /// <exception cref="FormatException">It is neither JSON nor a picture.</exception>
    public static ClassifyRequest? Read(byte[] bytes, string contentType) =>
        IsJson(contentType) ? JsonSerializer.Deserialize(bytes, ClassifyJson.Default.ClassifyRequest)
        : IsPicture(contentType) ? new ClassifyRequest(Image: bytes)
        : throw new FormatException("The content-type is neither application/json nor image/*.");

    public static bool IsJson(string contentType) => contentType.StartsWith("application/json", StringComparison.OrdinalIgnoreCase);

    public static bool IsPicture(string contentType) =>
        contentType.StartsWith("image/", StringComparison.OrdinalIgnoreCase)
        || contentType.StartsWith("application/octet-stream", StringComparison.OrdinalIgnoreCase);
}
