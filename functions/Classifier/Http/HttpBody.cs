using System.Text;
using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;

namespace ImageClassification.Classifier.Http;

/// <summary>The request in an HTTP request's body, as API Gateway hands it over.</summary>
internal static class HttpBody
{
    /// <exception cref="JsonException">The body is JSON, but no request.</exception>
    /// <exception cref="FormatException">It is neither JSON nor a picture.</exception>
    public static ClassifyRequest? Read(APIGatewayHttpApiV2ProxyRequest http)
    {
        var body = http.Body ?? "";
        var bytes = http.IsBase64Encoded ? Convert.FromBase64String(body) : Encoding.UTF8.GetBytes(body);
        var type = http.Headers?.FirstOrDefault(header => header.Key.Equals("content-type", StringComparison.OrdinalIgnoreCase)).Value ?? "";
        return type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase)
            ? JsonSerializer.Deserialize(bytes, ClassifyJson.Default.ClassifyRequest)
            : type.StartsWith("image/", StringComparison.OrdinalIgnoreCase) || type.StartsWith("application/octet-stream", StringComparison.OrdinalIgnoreCase)
                ? new ClassifyRequest(Image: bytes)
                : throw new FormatException("The content-type is neither application/json nor image/*.");
    }
}
