using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Lambda.APIGatewayEvents;

namespace ImageClassification.Hosting.Http;

/// <summary>HTTP answers: JSON, and problem documents for every error.</summary>
public static class Answer
{
    public static APIGatewayHttpApiV2ProxyResponse Ok<T>(T body, JsonTypeInfo<T> type) =>
        Response(200, "application/json", JsonSerializer.Serialize(body, type));

    public static APIGatewayHttpApiV2ProxyResponse Created<T>(T body, JsonTypeInfo<T> type) =>
        Response(201, "application/json", JsonSerializer.Serialize(body, type));

    public static APIGatewayHttpApiV2ProxyResponse BadRequest(string detail, string? code = null) => Problem(400, "Bad Request", detail, code);

    public static APIGatewayHttpApiV2ProxyResponse NotFound(string detail) => Problem(404, "Not Found", detail);

    public static APIGatewayHttpApiV2ProxyResponse ContentTooLarge(string detail, string code) => Problem(413, "Content Too Large", detail, code);

    public static APIGatewayHttpApiV2ProxyResponse Unprocessable(string detail, string code) => Problem(422, "Unprocessable Content", detail, code);

    public static APIGatewayHttpApiV2ProxyResponse ServerError() =>
        Problem(500, "Internal Server Error", "The request could not be answered. Try again; the function's log says why.");

    private static APIGatewayHttpApiV2ProxyResponse Problem(int status, string title, string detail, string? code = null) => Response(
        status,
        "application/problem+json",
        JsonSerializer.Serialize(new Problem("about:blank", title, status, detail, code), ProblemJson.Default.Problem));

    private static APIGatewayHttpApiV2ProxyResponse Response(int status, string contentType, string body) => new()
    {
        StatusCode = status,
        Headers = new Dictionary<string, string> { ["content-type"] = contentType },
        Body = body,
    };
}
