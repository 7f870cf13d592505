using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Lambda.APIGatewayEvents;

namespace ImageClassification.Query;

/// <summary>HTTP answers.</summary>
internal static class Answer
{
    public static APIGatewayHttpApiV2ProxyResponse Ok<T>(T body, JsonTypeInfo<T> type) =>
        Response(200, "application/json", JsonSerializer.Serialize(body, type));

    public static APIGatewayHttpApiV2ProxyResponse BadRequest(string detail) => Problem(400, "Bad Request", detail);

    public static APIGatewayHttpApiV2ProxyResponse NotFound(string detail) => Problem(404, "Not Found", detail);

    public static APIGatewayHttpApiV2ProxyResponse ServerError() =>
        Problem(500, "Internal Server Error", "The request could not be answered. Try again; the function's log says why.");

    private static APIGatewayHttpApiV2ProxyResponse Problem(int status, string title, string detail) => Response(
        status,
        "application/problem+json",
        JsonSerializer.Serialize(new Problem("about:blank", title, status, detail), AnswerJson.Default.Problem));

    private static APIGatewayHttpApiV2ProxyResponse Response(int status, string contentType, string body) => new()
    {
        StatusCode = status,
        Headers = new Dictionary<string, string> { ["content-type"] = contentType },
        Body = body,
    };
}
